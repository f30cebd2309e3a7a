import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { makeFolder } from '../../harness/common/state/folders.ts';
import { keepBusy } from '../busy.ts';
import { readCount, runCommand } from '../command.ts';
import { buildProgram, type Ending, runProgram } from '../run-program.ts';

const usage = `npm run seeds -- [options]: run the suite again and again, each time with another seed

      --runs N   [default: 10]
      --busy     keep every core busy with something else meanwhile
  -h, --help     show this`;

interface Options {
  runs: number;
  busy: boolean;
}

process.exitCode = await runCommand({ name: 'seeds', usage, parse: parseOptions, run });

/** 0: every scenario of every run passed. 1: one did not. */
async function run(options: Options): Promise<number> {
  await buildProgram();
  const folder = await makeFolder('seeds');
  const load = options.busy ? keepBusy() : undefined;
  let passed = 0;
  try {
    for (let number = 1; number <= options.runs; number += 1) {
      const seed = `seed-${number}`;
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

function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '10' },
      busy: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values.help ? undefined : { runs: readCount('runs', values.runs), busy: values.busy };
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
