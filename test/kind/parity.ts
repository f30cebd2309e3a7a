import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keepBusy } from '../busy.ts';
import { runCommand } from '../command.ts';
import { buildNextSuite, buildOfficialSuite } from '../interop/official/build.ts';
import { coreTests } from '../interop/official/core.ts';
import { buildProgram } from '../run-program.ts';
import { collectRuns } from './parity/collect.ts';
import { type Options, parseOptions, usage } from './parity/options.ts';
import { type Place, startPlace } from './parity/place.ts';
import { runOfficial, runOurs } from './parity/suites.ts';
import {
  explainDifferences,
  findDifferences,
  formatTimes,
  formatVerdicts,
  listBeyond,
  type SuiteRun,
} from './parity/table.ts';

process.exitCode = await runCommand({ name: 'parity', usage, parse: parseOptions, run });

/** 0: all runs gave the same verdicts. 1: some differ. 3: a run said nothing. */
async function run(options: Options): Promise<number> {
  const folder = options.output ? resolve(options.output) : await mkdtemp(join(tmpdir(), 'gwconf-parity-'));
  await mkdir(folder, { recursive: true });
  try {
    return await compare(options, folder);
  } finally {
    if (!options.output) await rm(folder, { recursive: true, force: true });
  }
}

async function compare(options: Options, folder: string): Promise<number> {
  const tell = (line: string): void => console.error(`  ${line}`);
  await buildProgram();
  const suite = await (options.release === 'v1.7' ? buildNextSuite : buildOfficialSuite)(tell);
  const place = await startPlace(options, suite, folder, tell);
  // Ctrl-C ends what runs, too; what was run before is told.
  let stopped = false;
  process.once('SIGINT', () => {
    stopped = true;
  });
  const onRun = (run: SuiteRun): void => {
    tell(
      `${run.name}: ${run.broken ?? `${run.seconds.toFixed(1)} s`}, load of the machine ${loadavg()[0]?.toFixed(1)}`,
    );
  };
  const starts = listStarts(options, suite, place, folder);
  const { runs, ended } = await collectRuns(starts, place.rest, onRun, () => stopped).finally(() => place.stop());
  const sound = runs.filter(({ broken }) => broken === undefined);
  console.log(`${place.title}, official suite ${suite.version}\n\n${formatVerdicts(sound)}\n\n${formatTimes(sound)}`);
  for (const line of explainDifferences(sound)) console.log(line);
  const beyond = listBeyond(sound);
  if (beyond.length > 0) console.log(`failed by rows alone that no official test asks: ${beyond.join(', ')}`);
  for (const { name, broken } of runs) if (broken !== undefined) console.log(`${name} said nothing: ${broken}`);
  if (ended !== undefined) console.log(`ended after ${runs.length} of ${starts.length} runs: ${ended}`);
  if (sound.length < runs.length || ended !== undefined) return 3;
  return findDifferences(runs).length === 0 ? 0 : 1;
}

/** The official runs, then ours. */
function listStarts(
  { official, ours, busy, skip, profiles }: Options,
  suite: Awaited<ReturnType<typeof buildOfficialSuite>>,
  place: Place,
  folder: string,
): (() => Promise<SuiteRun>)[] {
  const count = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);
  return [
    ...count(official).map((run) => () => {
      return runOfficial(suite, place, skip, folder, official === 1 ? 'official' : `official ${run}`);
    }),
    ...count(ours).map((run) => async () => {
      const load = busy && run % 2 === 0 ? keepBusy() : undefined;
      const name = ours === 1 ? 'ours' : `ours ${run}`;
      return runOurs(place, profiles.length > 0 ? [] : coreTests, skip, folder, load ? `${name} busy` : name).finally(
        () => load?.stop(),
      );
    }),
  ];
}
