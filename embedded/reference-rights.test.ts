import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { loadBundled } from '../apimachinery/crds/index.ts';
import { findPackageRoot } from '../apimachinery/crds/package-root.ts';
import type { AuditedRequest } from './apiserver/index.ts';
import type { Deployment, KubeObject } from './node/kube/objects.ts';
import { startTestCluster, type TestCluster } from './node/testing.ts';
import { builtInPrograms } from './programs.ts';

type ResourceAttributes = Extract<AuditedRequest['attributes'], { isResource: true }>;

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const ROOTS: Readonly<Record<string, string>> = {
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  Deployment: 'deployments',
  GatewayClass: 'gatewayclasses',
  IngressClass: 'ingressclasses',
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
};
const ROUTES = {
  HTTPRoute: 'httproutes',
  GRPCRoute: 'grpcroutes',
  TLSRoute: 'tlsroutes',
  TCPRoute: 'tcproutes',
  UDPRoute: 'udproutes',
};
const GATEWAYS = '/apis/gateway.networking.k8s.io/v1/namespaces/default';

describe("the reference gateway's rights", () => {
  let cluster: TestCluster;
  const asked: AuditedRequest[] = [];
  let objects: KubeObject[];
  before(async () => {
    const text = await readFile(join(findPackageRoot(), 'implementations', 'reference.yaml'), 'utf8');
    const filled = text.replace(/\$\{\w+\}/g, '""');
    objects = (parse(filled) as { install: { objects: KubeObject[] }[] }).install.flatMap((step) => step.objects);
    const { crds } = await loadBundled();
    const audit = (request: AuditedRequest) => void asked.push(request);
    cluster = await startTestCluster(builtInPrograms, { api: { crds, audit } });
  });
  after(() => cluster.stop());

  async function create(object: KubeObject): Promise<void> {
    const { apiVersion = '', kind = '', metadata } = object;
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const place = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
    await cluster.create(`${root}${place}/${ROOTS[kind]}`, object);
  }

  /** Reads an object again and again until it is as wanted; requests are what this test is about anyway. */
  async function until(path: string, accept: (object: unknown) => boolean): Promise<void> {
    for (;;) {
      const found = await cluster.client.call<unknown>('GET', path).catch(() => undefined);
      if (accept(found)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  const text = (value: unknown) => JSON.stringify(value) ?? '';

  it('are those of its ServiceAccount: all that it needs, nothing that it does not', async () => {
    for (const object of objects) await create(object);
    await cluster.until<Deployment>(
      'deployments',
      'reference-gateway',
      (found) => found?.status?.availableReplicas === 1,
    );
    const listener = (port: number) => ({ name: `p-${port}`, port, protocol: 'HTTP' });
    const spec = { gatewayClassName: 'gwconf-reference', listeners: [listener(80)] };
    await cluster.create(`${GATEWAYS}/gateways`, { ...of('Gateway'), spec });
    const rules = [{ backendRefs: [{ name: 'nobody', port: 80 }] }];
    for (const [kind, plural] of Object.entries(ROUTES)) {
      const hostnames = kind === 'TLSRoute' ? { hostnames: ['own.example.com'] } : {};
      await cluster.create(`${GATEWAYS}/${plural}`, {
        ...of(kind),
        spec: { parentRefs: [{ name: 'own' }], rules, ...hostnames },
      });
    }
    for (const plural of Object.values(ROUTES)) {
      await until(`${GATEWAYS}/${plural}/own`, (route) => text(route).includes('BackendNotFound'));
    }
    const ports = [{ port: 80 }];
    await cluster.create('/api/v1/namespaces/default/services', {
      ...of('Service'),
      apiVersion: 'v1',
      spec: { ports },
    });
    const validation = { hostname: 'own.example.com', wellKnownCACertificates: 'System' };
    const targetRefs = [{ group: '', kind: 'Service', name: 'own' }];
    await cluster.create(`${GATEWAYS}/backendtlspolicies`, {
      ...of('BackendTLSPolicy'),
      spec: { targetRefs, validation },
    });
    const toOwn = { spec: { rules: [{ backendRefs: [{ name: 'own', port: 80 }] }] } };
    await cluster.client.call('PATCH', `${GATEWAYS}/httproutes/own`, toOwn);
    await until(`${GATEWAYS}/backendtlspolicies/own`, (policy) => text(policy).includes('"Accepted"'));
    await cluster.create(`${GATEWAYS}/listenersets`, {
      ...of('ListenerSet'),
      spec: { parentRef: { name: 'own' }, listeners: [listener(81)] },
    });
    await until(`${GATEWAYS}/listenersets/own`, (set) => text(set).includes('NotAllowed'));
    await until(`${GATEWAYS}/gateways/own`, (gateway) => text(gateway).includes('"Programmed"'));
    const ingresses = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
    const defaultBackend = { service: { name: 'own', port: { number: 80 } } };
    await cluster.create(ingresses, {
      ...of('Ingress'),
      apiVersion: 'networking.k8s.io/v1',
      spec: { ingressClassName: 'gwconf-reference', defaultBackend },
    });
    await until(`${ingresses}/own`, (ingress) => text(ingress).includes('"loadBalancer":{"ingress"'));
    const more = { spec: { listeners: [listener(80), listener(8080)] } };
    await cluster.client.call('PATCH', `${GATEWAYS}/gateways/own`, more);
    const slices = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
    await until(slices, (found) => text(found).includes('port-8080'));
    await until('/api/v1/namespaces/default/services', (found) => text(found).includes('port-8080'));
    // Orphaned, what it made for its Gateway is its own to delete.
    await cluster.client.call('DELETE', `${GATEWAYS}/gateways/own`, { propagationPolicy: 'Orphan' });
    await until(slices, (found) => !text(found).includes('port-80'));

    const own = asked.filter(
      ({ user }) => user.username === 'system:serviceaccount:gwconf-reference-system:reference-gateway',
    );
    // What the server has, everybody may ask.
    const used = new Set(own.flatMap(({ attributes }) => (attributes.isResource ? describe(attributes) : [])));
    const role = objects.find(({ kind }) => kind === 'ClusterRole') as KubeObject & { rules: Rule[] };
    const granted = role.rules.flatMap(({ apiGroups, resources, verbs }) =>
      verbs.flatMap((verb) => resources.map((resource) => `${verb} ${apiGroups[0]}/${resource}`)),
    );
    // Only after a conflict, which does not come when called, and of what this cluster has not.
    const rare = [
      ...['gatewayclasses', 'gateways', 'listenersets', 'backendtlspolicies', ...Object.values(ROUTES)].map(
        (plural) => `get gateway.networking.k8s.io/${plural}`,
      ),
      'get networking.k8s.io/ingresses',
      ...['list', 'watch'].map((verb) => `${verb} certificates.k8s.io/clustertrustbundles`),
    ];
    expect([...new Set([...used, ...rare])].sort()).to.deep.equal(granted.sort());
  });

  const of = (kind: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: 'own', namespace: 'default' },
  });

  function describe({ verb, group, plural, subresource }: ResourceAttributes): string {
    return `${verb} ${group}/${plural}${subresource && `/${subresource}`}`;
  }
});
