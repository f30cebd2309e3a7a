/** Benchmarks of the build: `npm run bench -- NAME [--runs N]`. Figures and how to read them: bench/README.md. */

import { parseArgs } from 'node:util';
import { messageOf } from '../harness/common/message-of.ts';
import { benchApiServer, requireServers } from './apiserver/bench.ts';
import { benchClusterStart } from './cluster-start.ts';
import { benchGrowth } from './growth.ts';
import { benchMesh } from './mesh.ts';
import { benchRendering } from './rendering.ts';
import { benchAllTests, benchSuites } from './suites.ts';
import { benchValidate, requireKubeconform } from './validate.ts';
import { benchRun } from './whole-run.ts';

interface Bench {
  runs: number;
  run(runs: number, rest: readonly string[]): Promise<string>;
  /** Rejects with one sentence where something that the benchmark needs is missing. */
  require?(): Promise<unknown>;
}

const benches: Readonly<Record<string, Bench>> = {
  'cluster-start': { runs: 11, run: (runs, [crds]) => benchClusterStart(runs, crds) },
  run: { runs: 5, run: benchRun },
  suites: { runs: 3, run: benchSuites },
  'all-tests': { runs: 1, run: benchAllTests },
  mesh: { runs: 3, run: benchMesh },
  growth: { runs: 3, run: benchGrowth },
  rendering: { runs: 3, run: benchRendering },
  validate: { runs: 5, run: benchValidate, require: requireKubeconform },
  apiserver: { runs: 5, run: benchApiServer, require: requireServers },
};

const { values, positionals } = parseArgs({ options: { runs: { type: 'string' } }, allowPositionals: true });
const [name = '', ...rest] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
const runs = Number(values.runs ?? bench?.runs ?? 1);
if (!bench || !Number.isInteger(runs) || runs < 1) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')} [--runs N]`);
  process.exitCode = 2;
} else {
  const missing = await bench.require?.().then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (missing !== undefined) {
    console.error(missing);
    process.exitCode = 2;
  } else {
    try {
      console.log(`${name}: ${await bench.run(runs, rest)}`);
    } catch (error) {
      console.error(`${name}: ${messageOf(error)}`);
      process.exitCode = 1;
    }
  }
}
