import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { kinds } from '../../kinds/index.ts';
import { createKubeApi } from '../../kube/api.ts';
import { keyOf } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import { systemClock } from '../../wait/clock.ts';
import { hasGatewayApi } from '../crds/index.ts';
import { describeProviderContract } from './contract.ts';
import { createEmbeddedProvider } from './embedded.ts';
import { createExistingProvider, type ExistingOptions } from './existing.ts';
import type { Cluster } from './types.ts';

const never = new AbortController().signal;

/** The existing cluster is the embedded one, of which the provider knows nothing but the kubeconfig. */
describe('existing provider', () => {
  let embedded: Cluster;
  let folder: string;
  let api: KubeApi;
  const connection = new AbortController();
  const state = process.env.GWCONF_STATE;
  const logged: string[] = [];

  before(async () => {
    embedded = await createEmbeddedProvider({ crds: 'bundled' }).start(never);
    folder = mkdtempSync(join(tmpdir(), 'gwconf-existing-'));
    writeFileSync(join(folder, 'kubeconfig'), embedded.kubeconfig);
    process.env.GWCONF_STATE = join(folder, 'state');
    api = await createKubeApi(embedded.kubeconfig, { runId: 'test', signal: connection.signal });
  });
  after(async () => {
    api?.close();
    connection.abort();
    if (state === undefined) delete process.env.GWCONF_STATE;
    else process.env.GWCONF_STATE = state;
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function create(over: Partial<ExistingOptions> = {}) {
    return createExistingProvider({
      runId: 'r1',
      kubeconfigPath: join(folder, 'kubeconfig'),
      reach: 'direct',
      loadCrds: () => Promise.reject(new Error('nobody asked for CRDs')),
      clock: systemClock,
      log: (line) => logged.push(line),
      ...over,
    });
  }
  describeProviderContract('existing', () => create());

  it('notes the run while it goes on, and as kept where it is left', async () => {
    const runs = join(folder, 'state', 'runs');
    const cluster = await create().start(never);
    expect(readdirSync(runs)).to.deep.equal([`r1-${process.pid}.json`]);
    await cluster.stop();
    expect(readdirSync(runs)).to.deep.equal([]);
    await (await create().start(never)).leave?.();
    expect(readdirSync(runs)).to.deep.equal([`r1-${process.pid}.json`]);
  });

  it('leaves the CRDs that are there, also where it may install some', async () => {
    const cluster = await create({ installCrds: true }).start(never);
    expect(logged.at(-1)).to.match(/^the cluster has the CRDs of Gateway API v\d/);
    await cluster.stop();
    expect(await hasGatewayApi(api)).to.equal(true);
  });

  it('installs nothing without being told to, and removes what it installed', async () => {
    const crds = await api.list(kinds.CustomResourceDefinition);
    for (const crd of crds) await api.delete(keyOf(crd));
    const error = await refusalOf(create().start(never));
    expect(error.name).to.equal('UsageError');
    expect(error.message).to.match(/^the cluster has no CRDs of the Gateway API; .*--install-crds/);
    expect(await hasGatewayApi(api)).to.equal(false);

    const clean = crds.map(({ apiVersion, kind, metadata: { name, annotations }, spec }) => ({
      apiVersion,
      kind,
      metadata: { name, annotations },
      spec,
    }));
    const set = { crds: clean, version: 'v1.7.0', channel: 'standard', source: 'a test' };
    const cluster = await create({ installCrds: true, loadCrds: async () => set }).start(never);
    expect(cluster.crdSource).to.equal('a test');
    expect(await hasGatewayApi(api)).to.equal(true);
    await cluster.stop();
    expect(await hasGatewayApi(api)).to.equal(false);
    for (const object of clean) await api.apply(object);
  });

  it('tells a cluster that does not answer from one that refuses', async () => {
    const text = embedded.kubeconfig.replace(/https:\/\/127\.0\.0\.1:\d+/, 'https://127.0.0.1:1');
    writeFileSync(join(folder, 'gone'), text);
    const gone = await refusalOf(create({ kubeconfigPath: join(folder, 'gone') }).start(never));
    expect(gone.name).to.equal('HarnessError');
    expect(gone.message).to.match(/^the cluster of context \S+ does not answer at https:\/\/127\.0\.0\.1:1: /);
    for (const [name, user] of [
      ['stranger', { token: 'stolen' }],
      ['nobody', {}],
    ] as const) {
      const config = parse(embedded.kubeconfig) as { users: { user: object }[] };
      for (const one of config.users) one.user = user;
      writeFileSync(join(folder, name), stringify(config));
      const refused = await refusalOf(create({ kubeconfigPath: join(folder, name) }).start(never));
      expect(refused.name, name).to.equal('UsageError');
      expect(refused.message).to.match(/^context \S+ may not use https:\S+: .*HTTP 40[13]/);
    }
  });

  it('tells of credentials that cannot be used at all', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-plugin' };
    for (const [name, user, told] of [
      ['plugin', { exec }, 'its credential plugin no-such-plugin is not in the PATH'],
      ['certificate', { 'client-certificate-data': 'bm9uZQ==', 'client-key-data': 'bm9uZQ==' }, 'is no PEM'],
    ] as const) {
      const config = parse(embedded.kubeconfig) as { users: { user: object }[] };
      for (const one of config.users) one.user = user;
      writeFileSync(join(folder, name), stringify(config));
      const refused = await refusalOf(create({ kubeconfigPath: join(folder, name) }).start(never));
      expect(refused.name, refused.message).to.equal('UsageError');
      expect(refused.message).to.contain(told);
    }
  });
});
