import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { median } from 'simple-statistics';
import { loadGatewayApiCrds, preferredRelease } from '../apimachinery/crds/index.ts';
import type { CustomResourceDefinition } from '../apimachinery/types.ts';
import { makeFolder } from '../harness/common/state/folders.ts';
import { findTool } from '../test/interop/tools.ts';
import { kubeconformArgs, writeSchemas } from '../test/interop/validators/kubeconform.ts';
import { writeManifests } from './manifests.ts';
import { launcher, measure, type Usage } from './measure.ts';
import { describeMachine, renderTable } from './table.ts';

const COUNTS = [1250, 2500, 5000] as const;
const TARGET = { ms: 4000, mb: 500 };

interface Pair {
  ours: Usage;
  kubeconformMs: number;
}

/** Why there is nothing to measure against. */
export async function requireKubeconform(): Promise<void> {
  const { lack } = await findTool('kubeconform');
  if (lack !== undefined) throw new Error(lack);
}

/** `gwconf validate`, meaning included, and kubeconform, which asks schemas alone, in turn on the same files. */
export async function benchValidate(runs: number): Promise<string> {
  const { path: kubeconform = '' } = await findTool('kubeconform');
  const folder = await makeFolder('bench-validate');
  try {
    const schemas = join(folder, 'schemas');
    const { crds } = await loadGatewayApiCrds(preferredRelease);
    await writeSchemas(crds as readonly object[] as readonly CustomResourceDefinition[], schemas);
    const args = ['--crds', join(folder, 'crds.json'), '--config', 'none'];
    await writeFile(join(folder, 'crds.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: crds }));
    const rows: string[][] = [];
    for (const count of COUNTS) {
      const manifests = join(folder, String(count));
      await writeManifests(manifests, count);
      const pairs: Pair[] = [];
      for (let run = 0; run < runs; run += 1) {
        const kubeconformMs = await time(kubeconform, [...kubeconformArgs(schemas), manifests]);
        const ours = await measure([launcher, 'validate', manifests, ...args], async (usage) => usage);
        pairs.push({ ours, kubeconformMs });
      }
      rows.push(render(count, pairs));
    }
    const head = [
      'manifests',
      'ours',
      'kubeconform',
      'ours / kubeconform',
      'processor time',
      'greatest memory',
      'target',
    ];
    return `${describeMachine(runs)}\n\n${renderTable([head, ...rows])}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function render(count: number, pairs: readonly Pair[]): string[] {
  const of = (figure: (pair: Pair) => number) => median(pairs.map(figure));
  const [ms, mb] = [of(({ ours }) => ours.wallMs), of(({ ours }) => ours.maxRssMb)];
  const isGood = ms <= TARGET.ms && mb <= TARGET.mb;
  return [
    String(count),
    `${(ms / 1000).toFixed(1)} s`,
    `${(of(({ kubeconformMs }) => kubeconformMs) / 1000).toFixed(1)} s`,
    of(({ ours, kubeconformMs }) => ours.wallMs / kubeconformMs).toFixed(1),
    `${(of(({ ours }) => ours.cpuMs) / 1000).toFixed(1)} s`,
    `${Math.round(mb)} MB`,
    count === 5000 ? `≤ ${TARGET.ms / 1000} s, ${TARGET.mb} MB: ${isGood ? 'reached' : 'missed'}` : '',
  ];
}

/** Milliseconds from the start of a program to its end. */
async function time(program: string, args: readonly string[]): Promise<number> {
  const { durationMs, exitCode, stderr } = await execa(program, args, { reject: false, stdin: 'ignore' });
  if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode}: ${stderr}`);
  return durationMs;
}
