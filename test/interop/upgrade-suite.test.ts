import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { loadCrds } from '../../embedded/index.ts';
import { createEnvtestProvider } from '../../harness/clusters/providers/envtest.ts';
import type { Cluster } from '../../harness/clusters/providers/types.ts';
import { messageOf } from '../../harness/common/message-of.ts';
import { createKubeApi } from '../../harness/kube/index.ts';
import type { KubeApi } from '../../harness/kube/types.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { systemClock } from '../../harness/wait/clock.ts';
import { findPrograms } from '../differential/programs.ts';
import { startCluster } from './cluster.ts';
import { findLack } from './go-test.ts';
import { readRelease } from './release-module.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));
const programs = await findPrograms(['etcd', 'apiserver']).catch((error: unknown) => messageOf(error));
const lack = await findLack();
const ONLY = ['AdmissionSafeUpgrades', 'AdmissionSafeUpgradesChannel'];

interface Seen {
  exitCode: number | undefined;
  scenarios: Record<string, { outcome: string; reason?: string; rows: { outcome: string }[] }>;
}

describe('the policy that guards upgrades, where a cluster has it and where not', function () {
  this.timeout(300_000);
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-upgrades-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = async (kubeconfig: string): Promise<Seen> => {
    const path = join(folder, 'kubeconfig');
    await writeFile(path, kubeconfig, { mode: 0o600 });
    const where = [
      '--provider',
      'existing',
      '--kubeconfig',
      path,
      '--implementation',
      'none',
      '--gateway-class',
      'none',
    ];
    // One that every cluster passes, since a run of nothing is refused.
    const asked = ['--profiles', 'POLICY', '--only', [...ONLY, 'AdmissionGatewayClassChanges'].join(',')];
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      [program, 'run', ...where, ...asked, '--output-dir', join(folder, 'out'), '--json'],
      { cwd: folder, reject: false, stdin: 'ignore' },
    );
    expect(stdout, stderr).to.match(/^\{/);
    const { scenarios } = JSON.parse(stdout) as {
      scenarios: { id: string; outcome: string; rows: { outcome: string }[] }[];
    };
    const wanted = scenarios.filter(({ id }) => ONLY.includes(id));
    return { exitCode, scenarios: Object.fromEntries(wanted.map((one) => [one.id, one])) };
  };
  const outcomesOf = ({ scenarios }: Seen) => ONLY.map((id) => scenarios[id]?.outcome);

  const tryOn = async (kubeconfig: string, context: Mocha.Context): Promise<void> => {
    const files = await readRelease('v1.7.0');
    // Without the module there is no policy to be had.
    if (!files) return context.skip();
    const api = await createKubeApi(kubeconfig, { runId: 'upgrades', signal: new AbortController().signal });
    try {
      const without = await run(kubeconfig);
      expect(outcomesOf(without)).to.deep.equal(['unsupported', 'unsupported']);
      expect(without.scenarios[ONLY[0] ?? '']?.reason).to.equal(
        'the cluster has no ValidatingAdmissionPolicy safe-upgrades.gateway.networking.k8s.io',
      );
      const [policy, binding] = files('standard', 'vap_safeupgrades');
      await applyAll(api, [policy as KubeObject]);
      expect(outcomesOf(await run(kubeconfig)), 'without a binding').to.deep.equal(['unsupported', 'unsupported']);
      await applyAll(api, [binding as KubeObject]);
      const before = await listCrds(api);
      const guarded = await run(kubeconfig);
      expect(outcomesOf(guarded)).to.deep.equal(['passed', 'passed']);
      expect(guarded.exitCode).to.equal(0);
      expect(await listCrds(api), 'nothing was changed').to.deep.equal(before);
      // A policy of that name that refuses nothing is found out.
      await applyAll(api, [disarm(policy as KubeObject)]);
      const disarmed = await run(kubeconfig);
      expect(outcomesOf(disarmed)).to.deep.equal(['failed', 'failed']);
      expect(disarmed.exitCode).to.equal(1);
    } finally {
      api.close();
    }
  };

  it('is tried on the embedded cluster, and said to be unsupported without it', async function () {
    const cluster = await startCluster(folder);
    try {
      await tryOn(await readFile(cluster.kubeconfig, 'utf8'), this);
    } finally {
      await cluster.stop();
    }
  });

  if (typeof programs === 'string') {
    it(`is not tried on a real kube-apiserver: ${programs}`);
    return;
  }
  it('is tried on a real kube-apiserver, and said to be unsupported without it', async function () {
    const { KUBEBUILDER_ASSETS: before } = process.env;
    process.env.KUBEBUILDER_ASSETS = dirname(programs.apiserver);
    const provider = createEnvtestProvider({
      runId: 'guard',
      loadCrds: () => loadCrds({ version: 'v1.7.0', channel: 'standard' }),
      clock: systemClock,
    });
    let cluster: Cluster | undefined;
    try {
      cluster = await provider.start(new AbortController().signal);
      await tryOn(cluster.kubeconfig, this);
    } finally {
      await cluster?.stop();
      if (before === undefined) delete process.env.KUBEBUILDER_ASSETS;
      else process.env.KUBEBUILDER_ASSETS = before;
    }
  });
});

async function applyAll(api: KubeApi, objects: readonly KubeObject[]): Promise<void> {
  for (const { status: _none, ...object } of objects as (KubeObject & { status?: unknown })[]) await api.apply(object);
  // A policy counts a moment after it is there.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}

async function listCrds(api: KubeApi): Promise<(string | undefined)[]> {
  const crds = await api.list({ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' });
  return crds.map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`).sort();
}

function disarm(policy: KubeObject): KubeObject {
  const spec = policy.spec as { validations: object[] };
  return { ...policy, spec: { ...spec, validations: spec.validations.map((one) => ({ ...one, expression: 'true' })) } };
}
