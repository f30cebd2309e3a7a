import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { makeFolder } from '../../harness/state/folders.ts';
import { keepBusy } from '../busy.ts';
import { buildProgram, type Ending, runProgram } from '../run-program.ts';

const usage = `npm run seeds -- [options]: run the suite again and again, each time with another seed

      --runs N   [default: 10]
      --busy     keep every core busy with something else meanwhile
  -h, --help     show this`;

process.exitCode = await main(process.argv.slice(2));

/** 0: every scenario of every run passed. 1: one did not. 2: a wrong command line. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(options);
    return 2;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  await buildProgram();
  const folder = await makeFolder('seeds');
  const load = options.busy ? keepBusy() : undefined;
  let passed = 0;
  try {
    for (let run = 1; run <= options.runs; run += 1) {
      const seed = `seed-${run}`;
      const ending = await runProgram(folder, seed, ['--seed', seed, '--no-rerun'], 900_000);
      const problem = findProblem(ending);
      console.log(`${seed}  ${problem ?? describe(ending)}`);
      if (problem === undefined) passed += 1;
    }
  } finally {
    await load?.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const where = load ? `, with ${load.cores} cores kept busy` : '';
  console.log(`\n${passed} of ${options.runs} runs without a failure${where}`);
  return passed === options.runs ? 0 : 1;
}

function readOptions(args: readonly string[]): { runs: number; busy: boolean; help: boolean } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        runs: { type: 'string', default: '10' },
        busy: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const runs = Number(values.runs);
    if (!Number.isInteger(runs) || runs < 1) return `seeds: --runs is "${values.runs}"; expected a number from 1`;
    return { runs, busy: values.busy, help: values.help };
  } catch (error) {
    return `seeds: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What is not as it should be, or undefined. */
function findProblem({ exitCode, result, stderr }: Ending): string | undefined {
  const bad = result?.scenarios.find(({ outcome }) => outcome !== 'passed');
  if (bad) {
    const row = bad.rows.find(({ outcome }) => outcome !== 'passed');
    return `${bad.id} is ${bad.outcome}: ${row?.message ?? bad.reason ?? 'no reason given'}`;
  }
  if (exitCode === 0 && result && result.scenarios.length > 0) return undefined;
  return `the run ended with exit code ${exitCode}: ${stderr.trim().split('\n').at(-1)}`;
}

function describe({ result }: Ending): string {
  const scenarios = result?.scenarios ?? [];
  const rows = scenarios.reduce((sum, scenario) => sum + scenario.rows.length, 0);
  return `${scenarios.length} scenarios, ${rows} rows passed in ${((result?.durationMs ?? 0) / 1000).toFixed(1)} s`;
}
