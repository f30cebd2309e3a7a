import { rm } from 'node:fs/promises';
import { execa } from 'execa';
import { median } from 'simple-statistics';
import { makeFolder } from '../harness/common/state/folders.ts';
import { type RunningCluster, startCluster } from '../test/interop/cluster.ts';
import { buildOfficialSuite, type OfficialSuite } from '../test/interop/official/build.ts';
import { coreTests } from '../test/interop/official/core.ts';
import { listTests } from '../test/interop/official/output.ts';
import { runOfficialSuite } from '../test/interop/official/run.ts';
import { launcher } from './measure.ts';
import { describeMachine, renderTable } from './table.ts';

/** How often faster ours should be. */
const TARGET = 8;
const LIMIT_MS = 1_800_000;
const gatewayClass = 'gwconf-reference';

/** The reference gateway as it is, and as slow as gateways that many use: the status late, the data plane later. */
const gateways = [
  { name: 'reference gateway', variants: '' },
  { name: 'the same, status 2 s late', variants: 'status-late' },
  { name: 'the same, data plane 3 s behind', variants: 'data-plane-late' },
];

interface Sample {
  officialMs: number;
  /** Tests of the official suite that failed, although the gateway is conformant. */
  officialFailed: readonly string[];
  oursMs: number;
}

/**
 * Our suite against the official one: the same tests, in turn on one embedded cluster with one gateway, each as a process
 * from its start to its end. Each of these gateways is conformant, so ours must pass them all: throws an Error where it
 * does not, or where the official suite does not run them all. What the official one fails is told in the table.
 * @param names of the variants to measure with, `none` for the gateway as it is; all unless told
 */
export async function benchSuites(runs: number, names: readonly string[] = []): Promise<string> {
  const suite = await buildOfficialSuite((line) => console.error(line));
  const chosen = gateways.filter(({ variants }) => names.length === 0 || names.includes(variants || 'none'));
  const rows: string[][] = [];
  for (const { name, variants } of chosen) {
    const samples = await measureGateway(suite, variants, runs);
    const ratios = samples.map(({ officialMs, oursMs }) => officialMs / oursMs);
    const middle = median(ratios);
    rows.push([
      name,
      showSeconds(samples.map(({ officialMs }) => officialMs)),
      showSeconds(samples.map(({ oursMs }) => oursMs)),
      `${middle.toFixed(1)} (${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)})`,
      `≥ ${TARGET}: ${middle >= TARGET ? 'reached' : 'missed'}`,
      [...new Set(samples.flatMap(({ officialFailed }) => officialFailed))].join(', '),
    ]);
  }
  const head = [
    '',
    `official suite ${suite.version}`,
    'gwconf',
    'times faster',
    'target',
    'failed by the official suite',
  ];
  return `${describeMachine(runs)}, ${coreTests.length} tests\n\n${renderTable([head, ...rows])}`;
}

async function measureGateway(suite: OfficialSuite, variants: string, runs: number): Promise<Sample[]> {
  const folder = await makeFolder('bench');
  let cluster: RunningCluster | undefined;
  try {
    const changed = variants === '' ? [] : ['--set', `variants=${variants}`];
    cluster = await startCluster(folder, ['--install', 'reference', '--crds', suite.crds, ...changed]);
    const samples: Sample[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { officialMs, officialFailed } = await timeOfficial(suite, cluster.kubeconfig);
      const oursMs = await timeOurs(folder, cluster.kubeconfig, run);
      console.error(`${variants || 'none'} ${run + 1}/${runs}: ${officialMs} ms, ${oursMs} ms`);
      samples.push({ officialMs, officialFailed, oursMs });
    }
    return samples;
  } finally {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeOfficial(suite: OfficialSuite, kubeconfig: string): Promise<Omit<Sample, 'oursMs'>> {
  const run = await runOfficialSuite(suite, { kubeconfig, gatewayClass, limitMs: LIMIT_MS });
  const passed = listTests(run, 'passed');
  const officialFailed = listTests(run, 'failed');
  if (passed.length + officialFailed.length !== coreTests.length) {
    const ran = passed.length + officialFailed.length;
    throw new Error(`the official suite ran ${ran} of ${coreTests.length} tests: ${run.message || run.whole}`);
  }
  return { officialMs: Math.round(run.durationMs), officialFailed };
}

async function timeOurs(folder: string, kubeconfig: string, run: number): Promise<number> {
  const where = ['--provider', 'existing', '--kubeconfig', kubeconfig, '--gateway-class', gatewayClass];
  // As on the embedded cluster, which it is.
  const how = ['--gateway-budget', '32'];
  const what = ['--only', coreTests.join(','), '--seed', `bench-${run}`, '--quiet'];
  const { exitCode, durationMs, stderr, stdout } = await execa(
    process.execPath,
    [launcher, 'run', ...where, ...how, ...what],
    {
      cwd: folder,
      reject: false,
      stdin: 'ignore',
      timeout: LIMIT_MS,
    },
  );
  if (exitCode !== 0) throw new Error(`gwconf run ended with ${exitCode}: ${stderr}\n${stdout}`);
  return Math.round(durationMs);
}

function showSeconds(samples: readonly number[]): string {
  const [middle, least, most] = [median([...samples]), Math.min(...samples), Math.max(...samples)].map(
    (ms) => `${(ms / 1000).toFixed(1)} s`,
  );
  return `${middle} (${least} to ${most})`;
}
