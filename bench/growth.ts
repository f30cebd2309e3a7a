import { fileURLToPath } from 'node:url';
import { linearRegression, median } from 'simple-statistics';
import { built, measure } from './measure.ts';
import { describeMachine, renderTable } from './table.ts';

const once = fileURLToPath(new URL('growth-once.mjs', import.meta.url));
const sizes = [5, 10, 20, 40, 80, 160];

interface Result {
  phases: readonly { name: string; durationMs: number }[];
  scenarios: readonly { outcome: string }[];
}

/** How time and memory grow with the number of scenarios; beyond those that there are, with copies of them. */
export async function benchGrowth(runs: number): Promise<string> {
  const rows: { size: number; scenariosMs: number; cpuMs: number; maxRssMb: number }[] = [];
  for (const size of sizes) {
    const samples: Omit<(typeof rows)[number], 'size'>[] = [];
    for (let run = 0; run < runs; run += 1) {
      samples.push(
        await measure([once, built, String(size), `bench-${run}`], async ({ readJson, cpuMs, maxRssMb }) => {
          const { phases, scenarios } = (await readJson('gwconf-report/result.json')) as Result;
          if (scenarios.length !== size) throw new Error(`${scenarios.length} scenarios ran in place of ${size}`);
          const scenariosMs = phases.find(({ name }) => name === 'scenarios')?.durationMs ?? 0;
          return { scenariosMs, cpuMs, maxRssMb };
        }),
      );
    }
    const of = (key: keyof (typeof samples)[number]) => median(samples.map((sample) => sample[key]));
    rows.push({ size, scenariosMs: of('scenariosMs'), cpuMs: of('cpuMs'), maxRssMb: of('maxRssMb') });
  }
  const table = renderTable([
    ['scenarios', 'phase "scenarios"', 'for each', 'processor time of all', 'greatest memory'],
    ...rows.map(({ size, scenariosMs, cpuMs, maxRssMb }) => [
      String(size),
      `${(scenariosMs / 1000).toFixed(1)} s`,
      `${Math.round(scenariosMs / size)} ms`,
      `${(cpuMs / 1000).toFixed(1)} s`,
      `${Math.round(maxRssMb)} MB`,
    ]),
  ]);
  const slope = (key: 'scenariosMs' | 'maxRssMb') => linearRegression(rows.map((row) => [row.size, row[key]])).m;
  const perMore = `Each further scenario: ${slope('scenariosMs').toFixed(0)} ms, ${slope('maxRssMb').toFixed(2)} MB.`;
  return `${describeMachine(runs)}\n\n${table}\n\n${perMore}`;
}
