import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { makeFolder } from '../harness/common/state/folders.ts';
import { loadImplementation } from '../harness/install/index.ts';
import { startCluster } from '../test/interop/cluster.ts';
import { buildNextSuite, type OfficialSuite } from '../test/interop/official/build.ts';
import { runOfficialSuite } from '../test/interop/official/run.ts';
import { type Asked, listAsked } from '../test/kind/parity/asked.ts';
import { runProgram } from '../test/run-program.ts';
import { describeMachine, renderTable } from './table.ts';

const PROFILES = ['MESH-HTTP', 'MESH-GRPC'];
/** Those that share requests out; `''`: all tests, as a process from its start to its end. */
const TESTS = ['MeshHTTPRouteWeight', 'MeshGRPCRouteWeight', 'MeshTrafficSplit', ''] as const;
/** How often faster ours should be. */
const TARGETS: Readonly<Record<string, number>> = { MeshHTTPRouteWeight: 20, MeshGRPCRouteWeight: 20, '': 2 };
const LIMIT_MS = 900_000;

interface Place {
  kubeconfig: string;
  echoImage: string;
  mesh: Required<Asked>;
}

/**
 * Our mesh scenarios against the official suite's, in turn on one cluster with one mesh: each of those that share requests out
 * by itself, in the time that the suites say it took, and all of them as a process.
 * @param where kubeconfig, the mesh's profile and the image of the echo server there; nothing for the reference mesh on an
 *   embedded cluster
 */
export async function benchMesh(runs: number, where: readonly string[] = []): Promise<string> {
  const [kubeconfig, profile = 'reference', echoImage = 'gwconf.dev/echo:v1'] = where;
  const suite = await buildNextSuite((line) => console.error(line));
  const asked = listAsked({ profiles: PROFILES, release: 'v1.7' }, await loadImplementation(profile));
  const { mesh, features } = asked;
  if (!mesh || !features) throw new Error(`${profile} is no mesh`);
  const folder = await makeFolder('bench');
  const flags = ['--install', 'reference', '--crds', suite.crds];
  const cluster = kubeconfig === undefined ? await startCluster(folder, flags) : undefined;
  try {
    const place = {
      kubeconfig: kubeconfig ?? cluster?.kubeconfig ?? '',
      echoImage,
      mesh: { ...asked, mesh, features },
    };
    const rows: string[][] = [];
    for (const test of TESTS) rows.push(await compare(suite, place, test, runs, folder));
    const head = ['', `official suite ${suite.version}`, 'gwconf', 'times faster', 'target'];
    return `${describeMachine(runs)}, ${profile}\n\n${renderTable([head, ...rows])}`;
  } finally {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(
  suite: OfficialSuite,
  place: Place,
  test: string,
  runs: number,
  folder: string,
): Promise<string[]> {
  const samples: { official: number; ours: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const official = await timeOfficial(suite, place, test);
    const ours = await timeOurs(place, test, folder, `${test || 'all'}-${run}`);
    console.error(`${test || 'all'} ${run + 1}/${runs}: ${official.toFixed(1)} s, ${ours.toFixed(1)} s`);
    samples.push({ official, ours });
  }
  const ratios = samples.map(({ official, ours }) => official / ours);
  const middle = median(ratios);
  const target = TARGETS[test];
  return [
    test || 'all, as a process',
    showSeconds(samples.map(({ official }) => official)),
    showSeconds(samples.map(({ ours }) => ours)),
    `${middle.toFixed(1)} (${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)})`,
    target === undefined ? '' : `≥ ${target}: ${middle >= target ? 'reached' : 'missed'}`,
  ];
}

/** In seconds. */
async function timeOfficial(suite: OfficialSuite, { kubeconfig, mesh }: Place, test: string): Promise<number> {
  const flags = [
    ...['-mesh-name', mesh.mesh.name, '-namespace-labels', writePairs(mesh.mesh.namespaceLabels).join(',')],
    ...['-supported-features', mesh.features.join(','), '-test.timeout=0'],
    ...(test === '' ? [] : ['-run-test', test]),
  ];
  const run = await runOfficialSuite(suite, {
    kubeconfig,
    gatewayClass: 'none',
    profiles: mesh.profiles,
    flags,
    limitMs: LIMIT_MS,
  });
  const failed = run.tests.find(({ outcome }) => outcome === 'failed');
  if (run.exitCode !== 0) throw new Error(`the official suite failed ${failed?.name ?? ''}: ${run.message}`);
  if (test === '') return run.durationMs / 1000;
  const found = run.tests.find(({ name }) => name === test);
  if (!found) throw new Error(`the official suite did not run ${test}`);
  return found.seconds;
}

/** In seconds. What only the specification asks is asked, too, but need not hold. */
async function timeOurs(place: Place, test: string, folder: string, name: string): Promise<number> {
  const { kubeconfig, echoImage, mesh } = place;
  const flags = [
    ...['--provider', 'existing', '--kubeconfig', kubeconfig, '--echo-image', echoImage, '--implementation', 'none'],
    ...['--profiles', PROFILES.join(','), '--supported-features', mesh.features.join(',')],
    ...['--mesh', mesh.mesh.name, ...writePairs(mesh.mesh.namespaceLabels).flatMap((pair) => ['--mesh-labels', pair])],
    ...['--seed', `bench-${name}`, '--level', 'official', '--no-rerun', ...(test === '' ? [] : ['--only', test])],
  ];
  const startedAt = performance.now();
  const { exitCode, result, stderr } = await runProgram(folder, join('runs', name), flags, LIMIT_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  if (exitCode !== 0) throw new Error(`gwconf run ended with ${exitCode}: ${stderr.trim()}`);
  if (test === '') return seconds;
  const found = result?.scenarios.find(({ id }) => id === test);
  if (found?.outcome !== 'passed') throw new Error(`${test} is ${found?.outcome ?? 'missing'}`);
  return found.durationMs / 1000;
}

function writePairs(pairs: Readonly<Record<string, string>>): string[] {
  return Object.entries(pairs).map(([name, value]) => `${name}=${value}`);
}

function showSeconds(samples: readonly number[]): string {
  const all = [median([...samples]), Math.min(...samples), Math.max(...samples)];
  const [middle, least, most] = all.map((seconds) => `${seconds.toFixed(1)} s`);
  return `${middle} (${least} to ${most})`;
}
