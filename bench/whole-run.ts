import { median } from 'simple-statistics';
import { launcher, measure, type Usage } from './measure.ts';
import { describeMachine, renderFigures, renderTable } from './table.ts';

interface Sample extends Usage {
  phases: readonly { name: string; durationMs: number }[];
}

/** `gwconf run` as it is: every scenario on the embedded cluster, against the reference gateway. */
export async function benchRun(runs: number, flags: readonly string[] = []): Promise<string> {
  const samples: Sample[] = [];
  for (let run = 0; run < runs; run += 1) {
    const args = [launcher, 'run', '--quiet', '--crds', 'bundled', '--seed', `bench-${run}`, ...flags];
    samples.push(
      await measure(args, async ({ readJson, wallMs, cpuMs, maxRssMb }) => {
        const { phases } = (await readJson('gwconf-report/result.json')) as Pick<Sample, 'phases'>;
        return { phases, wallMs, cpuMs, maxRssMb };
      }),
    );
  }
  const figures = renderFigures([
    { name: 'whole run, process start to end', unit: 's', samples: samples.map((s) => s.wallMs / 1000), target: 10 },
    { name: 'processor time', unit: 's', samples: samples.map((s) => s.cpuMs / 1000) },
    { name: 'greatest resident memory', unit: 'MB', samples: samples.map((s) => s.maxRssMb), target: 400 },
  ]);
  return `${describeMachine(runs)}\n\n${figures}\n\n${renderPhases(samples)}`;
}

function renderPhases(samples: readonly Sample[]): string {
  const names = samples[0]?.phases.map(({ name }) => name) ?? [];
  const rows = names.map((name) => {
    const times = samples.map(({ phases }) => phases.find((phase) => phase.name === name)?.durationMs ?? 0);
    return [name, `${Math.round(median(times))} ms`];
  });
  return renderTable([['phase', 'median'], ...rows]);
}
