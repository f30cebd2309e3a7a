import { expect } from 'chai';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { formatDifference, judgeDifferences } from './run/known.ts';
import { replayGroup } from './run/ours.ts';
import { listSetups, type Prepared, prepareSetup, type Setup } from './run/setups.ts';

/** A test for each group of a setup: the answers are those that a real server gave, save what is known to differ. */
export function describeReplay(name: Setup['name']): void {
  describe(`answers as a real kube-apiserver gave them (${name})`, function () {
    this.timeout(60_000);
    const setup = listSetups().find((one) => one.name === name);
    let prepared: Prepared | undefined;

    before(async () => {
      prepared = setup && (await prepareSetup(setup));
    });

    for (const group of setup?.groups ?? []) {
      it(`are the same: ${group.name}`, async () => {
        if (!prepared) throw new Error(`there is no setup ${name}`);
        const found = await replayGroup(group, prepared);
        const { unknown, gone } = judgeDifferences(found, KNOWN_DIFFERENCES, [group.name]);
        expect(unknown.map(formatDifference), 'differ').to.deep.equal([]);
        expect(gone, 'are known to differ, and do not any more').to.deep.equal([]);
      });
    }
  });
}
