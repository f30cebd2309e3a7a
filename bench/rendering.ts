import { fileURLToPath } from 'node:url';
import { median } from 'simple-statistics';
import { built, measure } from './measure.ts';
import { describeMachine, renderTable } from './table.ts';

const once = fileURLToPath(new URL('rendering-once.mjs', import.meta.url));
const formats = ['html', 'markdown', 'junit', 'json', 'sidecar', 'conformance'] as const;
const ROWS = [2500, 5000, 10_000] as const;
const RESULTS = [25, 50, 100] as const;
const TARGET = { ms: 2000, mb: 300 };

interface Sample {
  ms: number;
  bytes: number;
  maxRssMb: number;
}

/** Every report of results that grow to 10,000 rows, and the comparison of up to 100 results, each in a process of its own. */
export async function benchRendering(runs: number): Promise<string> {
  const rows: string[][] = [];
  for (const format of formats) rows.push(await benchOne(format, ROWS, runs));
  rows.push(await benchOne('compare', RESULTS, runs));
  const head = ['', 'a quarter', 'half', 'all', 'all / half', 'size', 'greatest memory', 'target'];
  return `${describeMachine(runs)}; 10,000 rows, or 100 results of 100 rows\n\n${renderTable([head, ...rows])}`;
}

async function benchOne(format: string, sizes: readonly number[], runs: number): Promise<string[]> {
  const samples: Sample[] = [];
  for (const size of sizes) samples.push(await take(format, size, runs));
  const [, half, all] = samples;
  if (!half || !all) throw new Error('there are three sizes');
  const isGood = all.ms <= TARGET.ms && all.maxRssMb <= TARGET.mb;
  return [
    format,
    ...samples.map(({ ms }) => `${Math.round(ms)} ms`),
    (all.ms / half.ms).toFixed(1),
    `${(all.bytes / 1e6).toFixed(1)} MB`,
    `${Math.round(all.maxRssMb)} MB`,
    `≤ ${TARGET.ms} ms, ${TARGET.mb} MB: ${isGood ? 'reached' : 'missed'}`,
  ];
}

async function take(format: string, size: number, runs: number): Promise<Sample> {
  const samples: Sample[] = [];
  for (let run = 0; run < runs; run += 1) {
    samples.push(
      await measure([once, built, format, String(size)], async ({ stdout, maxRssMb }) => {
        const { ms, bytes } = JSON.parse(stdout) as { ms: number; bytes: number };
        return { ms, bytes, maxRssMb };
      }),
    );
  }
  const of = (key: keyof Sample): number => median(samples.map((sample) => sample[key]));
  return { ms: of('ms'), bytes: of('bytes'), maxRssMb: of('maxRssMb') };
}
