import { messageOf } from '../../harness/common/message-of.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { formatDifference, judgeDifferences } from './run/known.ts';
import { replayGroup } from './run/ours.ts';
import { listSetups, prepareSetup } from './run/setups.ts';

/**
 * Prints every place where the embedded cluster answers otherwise than was recorded.
 * @returns how many of them nobody knows of, and known ones that there are no more
 */
async function compare(wanted: readonly string[]): Promise<number> {
  let [all, wrong] = [0, 0];
  for (const setup of listSetups(wanted)) {
    const prepared = await prepareSetup(setup);
    for (const group of setup.groups) {
      try {
        const found = await replayGroup(group, prepared);
        const { unknown, gone } = judgeDifferences(found, KNOWN_DIFFERENCES, [group.name]);
        all += found.length;
        wrong += unknown.length + gone.length;
        for (const difference of found) console.log(formatDifference(difference));
        for (const name of gone) console.log(`${name} is listed as known, and does not differ any more`);
        const steps = new Set(found.map(({ step }) => step)).size;
        console.log(`${group.name}: ${found.length} differences in ${steps} steps, ${unknown.length} of them unknown`);
      } catch (error) {
        wrong += 1;
        console.log(`${group.name}: ${messageOf(error)}`);
      }
    }
  }
  const some = `${all} difference${all === 1 ? '' : 's'}`;
  const known = all === 0 ? some : `${some}, all known (test/differential/known-differences.ts)`;
  console.log(wrong === 0 ? known : `${some}; ${wrong} to mend or to list as known`);
  return wrong;
}

try {
  process.exit((await compare(process.argv.slice(2))) === 0 ? 0 : 1);
} catch (error) {
  console.error(messageOf(error));
  process.exit(2);
}
