import { fileURLToPath } from 'node:url';
import { built, measure } from './measure.ts';
import { describeMachine, renderFigures } from './table.ts';

const once = fileURLToPath(new URL('cluster-start-once.mjs', import.meta.url));

/** From the start of a process to an API that answers with the Gateway API's CRDs Established, module loading included. */
export async function benchClusterStart(runs: number, crds?: string): Promise<string> {
  const samples: { readyMs: number; callMs: number; rssMb: number; cpuMs: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const sample = await measure([once, built, ...(crds === undefined ? [] : [crds])], async ({ stdout, cpuMs }) => ({
      ...(JSON.parse(stdout) as { readyMs: number; callMs: number; rssMb: number }),
      cpuMs,
    }));
    samples.push(sample);
  }
  const figures = renderFigures([
    { name: 'process start to API ready', unit: 'ms', samples: samples.map((s) => s.readyMs), target: 1500 },
    { name: 'call to API ready', unit: 'ms', samples: samples.map((s) => s.callMs) },
    { name: 'processor time, stop included', unit: 'ms', samples: samples.map((s) => s.cpuMs) },
    { name: 'resident memory then', unit: 'MB', samples: samples.map((s) => s.rssMb) },
  ]);
  return `${describeMachine(runs)}\n\n${figures}`;
}
