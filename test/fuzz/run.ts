import { parseArgs } from 'node:util';
import { readCount, runCommand } from '../command.ts';
import { fuzz, startApiTarget, startClusterTarget } from './fuzz.ts';

const usage = `npm run fuzz -- [options]: random requests to the API server; each answer must be one that it may give

      --count N        requests [default: 10000]
      --concurrency N  requests at the same time [default: 8]
      --seed N         the same requests again [default: another one each time]
      --cluster        to a whole embedded cluster, not to its API server alone
  -h, --help           show this`;

interface Options {
  seed: number;
  count: number;
  concurrency: number;
  cluster: boolean;
}

// Not only the exit code: what a fault has left open must not keep the process alive.
process.exit(await runCommand({ name: 'fuzz', usage, parse: parseOptions, run }));

/** 0: no fault. 1: at least one. */
async function run({ seed, count, concurrency, cluster }: Options): Promise<number> {
  const stray: string[] = [];
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) =>
      stray.push(`${event}: ${error instanceof Error ? error.stack : String(error)}`),
    );
  }
  console.log(`${count} random requests, ${concurrency} at a time, seed ${seed}`);
  const target = cluster ? startClusterTarget : startApiTarget;
  const started = performance.now();
  const onProgress = (done: number): void => console.log(`  ${done}`);
  const { codes, faults } = await fuzz({ target, seed, count, concurrency, onProgress });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const answers = Object.entries(codes).map(([code, times]) => `${code}: ${times}`);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(`answers in ${seconds} s: ${answers.join(', ')}; ${memory} MiB of memory`);
  for (const fault of [...stray, ...faults]) console.error(fault);
  console.log(`${stray.length + faults.length} faults`);
  return stray.length + faults.length > 0 ? 1 : 0;
}

function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      count: { type: 'string', default: '10000' },
      concurrency: { type: 'string', default: '8' },
      cluster: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  return {
    seed: readCount('seed', values.seed, 0),
    count: readCount('count', values.count),
    concurrency: readCount('concurrency', values.concurrency),
    cluster: values.cluster,
  };
}
