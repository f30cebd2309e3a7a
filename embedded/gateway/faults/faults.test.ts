import { expect } from 'chai';
import type { Behaviour } from '../behaviour/types.ts';
import { conformant } from '../conformant.ts';
import { faults, injectFaults } from './index.ts';
import { describeWorlds } from './testing.ts';

describe('faults', () => {
  it('have distinct names and a sentence each', () => {
    expect(new Set(faults.map(({ name }) => name)).size).to.equal(faults.length);
    expect(faults.length).to.be.greaterThan(50);
    for (const { name, description } of faults) {
      expect(name).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(description).to.match(/^[a-z].{10,}[^.]$/);
    }
  });

  it('refuse an unknown name, telling the nearest known ones', () => {
    expect(() => injectFaults(conformant, ['no-match-503', 'no-match-5003'])).to.throw(
      /GWCONF_FAULTS names "no-match-5003"; .* nearest are no-match-50\d, /,
    );
  });

  it('leave the conformant behaviour as it is', () => {
    const before = snapshotMembers(conformant);
    injectFaults(
      conformant,
      faults.map(({ name }) => name),
    );
    expect(snapshotMembers(conformant)).to.deep.equal(before);
  });

  describe('show', () => {
    let right: string[];
    before(async () => {
      right = [];
      for await (const text of describeWorlds(conformant)) right.push(text);
      expect(await isDescribedSo(conformant), 'the description must be repeatable').to.equal(true);
    });
    for (const fault of faults) {
      it(fault.name, async () => {
        expect(await isDescribedSo(fault.change(conformant))).to.equal(false);
      });
    }

    /** Whether all texts are those of the conformant behaviour; looks no further than the first that is not. */
    async function isDescribedSo(behaviour: Behaviour): Promise<boolean> {
      let index = 0;
      for await (const text of describeWorlds(behaviour)) if (text !== right[index++]) return false;
      return index === right.length;
    }
  });
});

function snapshotMembers(behaviour: Behaviour): unknown[] {
  return Object.values(behaviour).flatMap((policy) => Object.entries(policy));
}
