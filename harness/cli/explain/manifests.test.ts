import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { readManifests } from '../../../apimachinery/manifests/index.ts';
import { catalogue } from '../../../suites/index.ts';
import { createEmbeddedProvider } from '../../clusters/providers/embedded.ts';
import type { Cluster } from '../../clusters/providers/types.ts';
import { createKubeApi } from '../../kube/index.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { declaredBackends } from '../../scenario/resolve-backends.ts';
import { type ManifestOptions, renderForKubectl } from './manifests.ts';

// The bundled definitions are those of the standard channel.
const scenarios = catalogue.scenarios.filter(({ needs = [] }) => !needs.includes('experimentalChannel'));

/** The objects as who reads like kubectl takes them from the text. */
async function list(definition: ScenarioDefinition, options: ManifestOptions = {}): Promise<KubeObject[]> {
  const { manifests, faults } = readManifests(await renderForKubectl(definition, catalogue, options), definition.id);
  expect(faults).to.deep.equal([]);
  return manifests.map(({ value }) => value as KubeObject);
}

/** The first scenario of each resource, and the first that has backends of its kind. */
function chooseOfEachKind(): ScenarioDefinition[] {
  const seen = new Map<string, ScenarioDefinition>();
  for (const definition of scenarios) {
    const backends = JSON.stringify(Object.values(declaredBackends(definition)));
    for (const trait of [/^(Spec)?([A-Z]+[a-z]+)/.exec(definition.id)?.[0] ?? '', backends]) {
      if (!seen.has(trait)) seen.set(trait, definition);
    }
  }
  return [...new Set(seen.values())];
}

describe('the manifests of a scenario, for kubectl', () => {
  let cluster: Cluster;
  let api: KubeApi;

  before(async () => {
    const { signal } = new AbortController();
    cluster = await createEmbeddedProvider({ crds: 'bundled' }).start(signal);
    api = await createKubeApi(cluster.kubeconfig, { runId: 'explain-test', signal });
  });
  after(async () => {
    api?.close();
    await cluster?.stop();
  });

  it('are taken by an API server as they are, with Gateways, backends and certificates those of each kind', async function () {
    this.timeout(240_000);
    const withBase = new Set(chooseOfEachKind());
    const apply = async (definition: ScenarioDefinition) => {
      for (const object of await list(definition, { withBase: withBase.has(definition) })) {
        await api.apply(object).catch((error: Error) => expect.fail(`${definition.id}: ${error.message}`));
      }
    };
    await Promise.all(scenarios.map(apply));
  });

  it('name nothing longer than a label may be, and each namespace of a scenario differently', async function () {
    this.timeout(240_000);
    for (const definition of scenarios) {
      const namespaces = (await list(definition, { withBase: true })).filter(({ kind }) => kind === 'Namespace');
      const names = namespaces.map(({ metadata }) => metadata.name);
      expect(new Set(names).size, definition.id).to.equal(names.length);
      expect(Math.max(...names.map(({ length }) => length)), definition.id).to.be.at.most(63);
    }
  });

  it('refer to Gateways and Services that are among them, and to the class that was asked for', async () => {
    const definition = scenarios.find(({ id }) => id === 'HTTPRouteHeaderMatching');
    if (!definition) return expect.fail('there is no such scenario');
    const objects = await list(definition, { withBase: true, gatewayClass: 'acme', echoImage: 'echo:1' });
    const names = (kind: string) =>
      objects.filter((object) => object.kind === kind).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    const [gateway] = objects.filter(({ kind }) => kind === 'Gateway');
    const [route] = objects.filter(({ kind }) => kind === 'HTTPRoute');
    const spec = route?.spec as {
      parentRefs: { namespace: string; name: string }[];
      rules: { backendRefs: { name: string }[] }[];
    };
    expect((gateway?.spec as { gatewayClassName: string }).gatewayClassName).to.equal('acme');
    expect(names('Gateway')).to.include.members(spec.parentRefs.map(({ namespace, name }) => `${namespace}/${name}`));
    const backends = spec.rules.flatMap(({ backendRefs }) => backendRefs.map(({ name }) => name));
    expect(names('Service')).to.include.members(backends.map((name) => `${route?.metadata.namespace}/${name}`));
    expect(JSON.stringify(objects.filter(({ kind }) => kind === 'Pod'))).to.contain('"image":"echo:1"');
  });

  it('hold certificates that one authority signed, for a day that is not over', async () => {
    const definition = findWithTls();
    const secrets = (await list(definition, { withBase: true })).filter(({ kind }) => kind === 'Secret');
    expect(secrets).to.not.deep.equal([]);
    for (const secret of secrets) {
      const data = secret.data as Record<string, string>;
      const leaf = new X509Certificate(Buffer.from(data['tls.crt'] ?? '', 'base64'));
      expect(leaf.issuer).to.equal('CN=gwconf run authority');
      expect(Date.parse(leaf.validTo)).to.be.greaterThan(Date.now() + 86_400_000);
    }
  });
});

function findWithTls(): ScenarioDefinition {
  const found = scenarios.find((definition) => JSON.stringify(declaredBackends(definition)).includes('"tls"'));
  if (!found) throw new Error('no scenario has backends that serve TLS');
  return found;
}
