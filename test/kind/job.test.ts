import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { createRuntime } from '../../harness/clusters/containers/index.ts';
import { buildEchoImage } from '../../harness/clusters/images/index.ts';
import { createKind } from '../../harness/clusters/kind/index.ts';
import { findPackageRoot } from '../../harness/common/package-root.ts';
import type { RunResult } from '../../harness/result/types.ts';
import { createGwconf, type Gwconf } from './gwconf.ts';
import { findLack, kindFlags, traefikImage } from './tools.ts';

const lack = await findLack(traefikImage);
const name = 'gwconf-test-job';
const image = 'gwconf.dev/suite:test';
/** Of the run from outside, which keeps what it made, and of the Job. */
const seeds = [randomBytes(4).toString('hex'), randomBytes(4).toString('hex')] as const;
/** The last one fails on Traefik, in a row that no official test has. */
const scenarios = [
  'HTTPRouteSimpleSameNamespace',
  'HTTPRouteReferenceGrant',
  'GatewayModifyListeners',
  'HTTPRouteHeaderMatching',
];

(lack === undefined ? describe : describe.skip)(`gwconf job on kind${lack ? ` (${lack})` : ''}`, () => {
  const runtime = createRuntime('docker');
  const kind = createKind(runtime);
  let gwconf: Gwconf;
  let kubeconfig: string;
  let echoImage: string;
  before(async () => {
    gwconf = await createGwconf();
    kubeconfig = join(gwconf.folder, 'k');
    // An image of Node that is here whatever can be pulled.
    echoImage = await buildEchoImage(runtime);
    await runtime.build(findPackageRoot(), image, { BASE: echoImage });
  });
  after(async () => {
    if (kubeconfig) await kind.delete(name, kubeconfig);
    await gwconf?.remove();
  });

  const kubectl = async (args: readonly string[], input = ''): Promise<string> =>
    (await execa('kubectl', ['--kubeconfig', kubeconfig, ...args], { input })).stdout;

  /** Those that stay: the cluster ends the others by and by. */
  const listNamespaces = async (): Promise<string[]> =>
    (await kubectl(['get', 'namespaces', '--field-selector', 'status.phase=Active', '--output', 'name'])).split('\n');

  it('comes to the verdicts of a run from outside, shared out to the pods of an Indexed Job', async () => {
    const only = ['--only', scenarios.join(','), '--seed', seeds[0]];
    const kept = ['--kind-name', name, '--keep', '--kubeconfig-out', kubeconfig];
    const traefik = ['--implementation', 'traefik', '--set', `image=${traefikImage}`];
    const outside = await gwconf.call('run', '--provider', 'kind', ...kindFlags, ...kept, ...traefik, ...only);
    const expected = listVerdicts(await gwconf.readResult('gwconf-report'));
    expect(Object.keys(expected), outside.all).to.have.members(scenarios);

    await kind.loadDockerImage(name, image);
    const there = await listNamespaces();
    const how = ['--with', 'gateway-class=traefik', '--with', `echo-image=${echoImage}`];
    const shares = ['--image', image, '--shards', '2', '--parallelism', '1'];
    const job = await gwconf.call(
      'job',
      ...shares,
      ...how,
      '--with',
      `only=${scenarios.join(',')}`,
      '--seed',
      seeds[1],
    );
    await kubectl(['apply', '--filename', '-'], job.all);
    await awaitEnd(kubectl);
    const collected = await gwconf.call('collect', '--kubeconfig', kubeconfig, '--output-dir', 'collected');
    expect(collected.exitCode, collected.all).to.equal(outside.exitCode);
    expect(listVerdicts(await gwconf.readResult('collected'))).to.deep.equal(expected);
    expect((await gwconf.readResult('collected/shard-1')).shard?.count).to.equal(2);
    expect(await listNamespaces(), 'what the pods made is gone').to.have.members([...there, 'namespace/gwconf']);
  });
});

/** By scenario the verdicts of its rows, of those that were run. */
function listVerdicts({ scenarios: judged }: RunResult): Record<string, string[]> {
  const run = judged.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed' || outcome === 'error');
  return Object.fromEntries(run.map(({ id, rows }) => [id, rows.map((row) => `${row.name}: ${row.outcome}`)]));
}

async function awaitEnd(kubectl: (args: readonly string[]) => Promise<string>): Promise<void> {
  const conditions = ['--output', 'jsonpath={.status.conditions[?(@.status=="True")].type}'];
  for (;;) {
    const told = await kubectl(['--namespace', 'gwconf', 'get', 'job', 'gwconf', ...conditions]);
    if (/Complete|Failed/.test(told)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
