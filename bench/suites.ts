import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { median } from 'simple-statistics';
import { makeFolder } from '../harness/common/state/folders.ts';
import { type RunningCluster, startCluster } from '../test/interop/cluster.ts';
import { buildNextSuite, buildOfficialSuite, type OfficialSuite } from '../test/interop/official/build.ts';
import { coreTests } from '../test/interop/official/core.ts';
import { listTests } from '../test/interop/official/output.ts';
import { listOfficialTests, runOfficialSuite } from '../test/interop/official/run.ts';
import { launcher } from './measure.ts';
import { describeMachine, renderTable } from './table.ts';

const LIMIT_MS = 3_600_000;
const gatewayClass = 'gwconf-reference';
/** For documentation (RFC 5737): no Gateway has it. */
const NOBODYS_ADDRESS = '192.0.2.1';

/** The reference gateway as it is, and as slow as gateways that many use: the status late, the data plane later. */
const gateways = [
  { name: 'reference gateway', variants: '' },
  { name: 'the same, status 2 s late', variants: 'status-late' },
  { name: 'the same, data plane 3 s behind', variants: 'data-plane-late' },
  { name: 'the same, both', variants: 'status-late,data-plane-late' },
];

interface Sample {
  officialMs: number;
  /** Tests of the official suite that failed, although the gateway is conformant. */
  officialFailed: readonly string[];
  oursMs: number;
}

/** What both suites are asked for. */
interface Contest {
  suite: OfficialSuite;
  tests: readonly string[];
  profiles: readonly string[];
  /** Features that the Gateway is said to support; those that it publishes unless told. */
  features?: readonly string[];
  /** How often faster ours should be with a gateway. */
  target(variants: string): number;
}

/** The core tests of HTTP, of v1.6. */
export async function benchSuites(runs: number, names: readonly string[] = []): Promise<string> {
  const suite = await buildOfficialSuite((line) => console.error(line));
  return await compete({ suite, tests: coreTests, profiles: ['GATEWAY-HTTP'], target: () => 8 }, runs, names);
}

/** All tests of Gateways of v1.7, with all features. */
export async function benchAllTests(runs: number, names: readonly string[] = []): Promise<string> {
  const suite = await buildNextSuite((line) => console.error(line));
  const folder = await makeFolder('bench');
  try {
    const listed = await listOfficialTests(suite, join(folder, 'tests.json'));
    const ofGateways = listed.filter(({ features }) => !features.some((feature) => feature.startsWith('Mesh')));
    const contest: Contest = {
      suite,
      // Those about what a Gateway does not support end at once in the official suite.
      tests: ofGateways.map(({ name }) => name).filter((name) => !name.endsWith('NotSupported')),
      profiles: ['GATEWAY-HTTP', 'GATEWAY-GRPC', 'GATEWAY-TLS', 'GATEWAY-TCP', 'GATEWAY-UDP'],
      features: [...new Set(ofGateways.flatMap(({ features }) => features))],
      target: (variants) => (variants === '' ? 1 : 8),
    };
    return await compete(contest, runs, names);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Our suite against the official one: the same tests, in turn on one embedded cluster with one gateway, each as a process
 * from its start to its end. Each of these gateways is conformant, so ours must pass them all: throws an Error where it
 * does not, or where the official suite does not run them all. What the official one fails is told in the table.
 * @param names of the variants to measure with, `none` for the gateway as it is; all unless told
 */
async function compete(contest: Contest, runs: number, names: readonly string[]): Promise<string> {
  const known = gateways.map(({ variants }) => variants || 'none');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no gateway '${unknown}'; known are ${known.join(' ')}`);
  const chosen = gateways.filter(({ variants }) => names.length === 0 || names.includes(variants || 'none'));
  const rows: string[][] = [];
  for (const { name, variants } of chosen) {
    const samples = await measureGateway(contest, variants, runs);
    const ratios = samples.map(({ officialMs, oursMs }) => officialMs / oursMs);
    const middle = median(ratios);
    const target = contest.target(variants);
    rows.push([
      name,
      showSeconds(samples.map(({ officialMs }) => officialMs)),
      showSeconds(samples.map(({ oursMs }) => oursMs)),
      `${middle.toFixed(1)} (${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)})`,
      `≥ ${target}: ${middle >= target ? 'reached' : 'missed'}`,
      [...new Set(samples.flatMap(({ officialFailed }) => officialFailed))].join(', '),
    ]);
  }
  const { suite, tests } = contest;
  const head = ['', `official suite ${suite.version}`, 'gwconf', 'times faster', 'target', 'failed by the former'];
  return `${describeMachine(runs)}, ${tests.length} tests\n\n${renderTable([head, ...rows])}`;
}

async function measureGateway(contest: Contest, variants: string, runs: number): Promise<Sample[]> {
  const folder = await makeFolder('bench');
  let cluster: RunningCluster | undefined;
  try {
    const changed = variants === '' ? [] : ['--set', `variants=${variants}`];
    cluster = await startCluster(folder, ['--install', 'reference', '--crds', contest.suite.crds, ...changed]);
    const samples: Sample[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { officialMs, officialFailed } = await timeOfficial(contest, cluster);
      const oursMs = await timeOurs(contest, folder, cluster, run);
      console.error(`${variants || 'none'} ${run + 1}/${runs}: ${officialMs} ms, ${oursMs} ms`);
      samples.push({ officialMs, officialFailed, oursMs });
    }
    return samples;
  } finally {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeOfficial(contest: Contest, cluster: RunningCluster): Promise<Omit<Sample, 'oursMs'>> {
  const { suite, tests, profiles, features } = contest;
  const { kubeconfig, freeAddress } = cluster;
  const addresses = ['-usable-address', freeAddress, '-unusable-address', NOBODYS_ADDRESS];
  const flags = features ? ['-supported-features', features.join(','), ...addresses] : [];
  const run = await runOfficialSuite(suite, { kubeconfig, gatewayClass, profiles, flags, limitMs: LIMIT_MS });
  const passed = listTests(run, 'passed').filter((name) => tests.includes(name));
  const officialFailed = listTests(run, 'failed');
  if (passed.length + officialFailed.length !== tests.length) {
    const ran = passed.length + officialFailed.length;
    throw new Error(`the official suite ran ${ran} of ${tests.length} tests: ${run.message || run.whole}`);
  }
  return { officialMs: Math.round(run.durationMs), officialFailed };
}

async function timeOurs(contest: Contest, folder: string, cluster: RunningCluster, run: number): Promise<number> {
  const { kubeconfig, freeAddress } = cluster;
  const where = ['--provider', 'existing', '--kubeconfig', kubeconfig, '--gateway-class', gatewayClass];
  // As on the embedded cluster, which it is.
  const how = ['--gateway-budget', '32', '--usable-address', freeAddress, '--unusable-address', NOBODYS_ADDRESS];
  const what = [...contest.tests.flatMap((name) => ['--only', name]), '--seed', `bench-${run}`, '--quiet'];
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
