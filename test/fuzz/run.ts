/** `npm run fuzz`: random requests to the API server. `-- --seed N --count N --concurrency N --cluster` */
import { parseArgs } from 'node:util';
import { fuzz, startApiTarget, startClusterTarget } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    count: { type: 'string', default: '10000' },
    concurrency: { type: 'string', default: '8' },
    cluster: { type: 'boolean', default: false },
  },
});
const [seed, count, concurrency] = [Number(values.seed), Number(values.count), Number(values.concurrency)];
if (![seed, count, concurrency].every((value) => Number.isSafeInteger(value) && value >= 0)) {
  console.error('--seed, --count and --concurrency must be whole numbers');
  process.exit(2);
}
const stray: string[] = [];
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) =>
    stray.push(`${event}: ${error instanceof Error ? error.stack : String(error)}`),
  );
}
console.log(`${count} random requests, ${concurrency} at a time, seed ${seed}`);
const target = values.cluster ? startClusterTarget : startApiTarget;
const started = performance.now();
const { codes, faults } = await fuzz({
  target,
  seed,
  count,
  concurrency,
  onProgress: (done) => console.log(`  ${done}`),
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
const answers = Object.entries(codes).map(([code, times]) => `${code}: ${times}`);
console.log(
  `answers in ${seconds} s: ${answers.join(', ')}; ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB of memory`,
);
for (const fault of [...stray, ...faults]) console.error(fault);
console.log(`${stray.length + faults.length} faults`);
process.exit(stray.length + faults.length > 0 ? 1 : 0);
