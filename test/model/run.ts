import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { readCount, runCommand } from '../command.ts';
import { compareWorld, worlds } from './agree.ts';
import { createPlace } from './place.ts';

interface Options {
  sets: number;
  seed: number;
}

const usage = `npm run model:agree -- [options]: hold the reference gateway against the model, over generated sets of objects

      --sets N   sets of objects [default: 10000]
      --seed N   where they come from [default: by the clock]
  -h, --help     show this`;

process.exitCode = await runCommand({ name: 'model:agree', usage, parse, run });

function parse(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { sets: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : readCount('seed', values.seed);
  return { sets: readCount('sets', values.sets ?? '10000'), seed };
}

/** 0 where they agree; else 1, with the smallest set that differs. */
async function run({ sets, seed }: Options): Promise<number> {
  const place = await createPlace();
  const totals = { sets: 0, asks: 0, statuses: 0 };
  const byKind: Record<string, number> = {};
  const property = fc.property(worlds, (plan) => {
    const { asks, statuses, byKind: own, differences } = compareWorld(plan, place, seed);
    totals.sets += 1;
    totals.asks += asks;
    totals.statuses += statuses;
    for (const [kind, count] of Object.entries(own)) byKind[kind] = (byKind[kind] ?? 0) + count;
    if (differences.length > 0) throw new Error(differences.join('\n'));
  });
  const result = fc.check(property, { seed, numRuns: sets });
  const asked = Object.entries(byKind)
    .sort()
    .map(([kind, count]) => `${kind} ${count}`);
  console.log(
    `${totals.sets} sets, ${totals.asks} requests (${asked.join(', ')}), ${totals.statuses} statuses (seed ${seed})`,
  );
  if (!result.failed) {
    console.log('the reference gateway and the model agree on all of them');
    return 0;
  }
  const cause = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  console.log(`they differ, made smaller in ${result.numShrinks} steps (path ${result.counterexamplePath}):`);
  console.log(`${cause}\n${JSON.stringify(result.counterexample?.[0])}`);
  return 1;
}
