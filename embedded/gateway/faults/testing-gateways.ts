import type { PeerCertificate } from 'node:tls';
import type { Behaviour } from '../behaviour/types.ts';
import { desireInfrastructure } from '../infrastructure/desired.ts';
import type { Gateway, Listener } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import type { BackendTls, Frontend } from '../model/served.ts';
import {
  buildBackend,
  buildConfigMap,
  buildGateway,
  buildGrant,
  buildListenerSet,
  buildNamespace,
  buildPolicy,
  buildRoute,
  buildRule,
  buildSecret,
} from '../testing.ts';
import type { KeyPair } from '../testing-tls.ts';
import type { Probe } from './testing-probes-http.ts';

const http = (name: string, hostname: string): Listener => ({ name, port: 80, protocol: 'HTTP', hostname });
const https = (name: string, port: number): Listener => ({
  name,
  port,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ name: 'cert-a' }] },
});
const ca = (name: string, more: object = {}) => ({ group: '', kind: 'ConfigMap', name, ...more });

function gateway(name: string, listeners: Listener[], spec: Partial<Gateway['spec']>): Gateway {
  const built = buildGateway(name, listeners, { generation: 2 });
  return { ...built, spec: { ...built.spec, ...spec } };
}

const allowing = (from: string, more = {}) => ({ allowedListeners: { namespaces: { from, ...more } } });
const frontend = (validation: object, perPort: object[] = []) => ({
  tls: { frontend: { default: { validation }, perPort } as never },
});

function buildSets(): StoredObject[] {
  const set = (name: string, parent: string, namespace = 'ns', created?: string, ...listeners: Listener[]) =>
    buildListenerSet(name, listeners.length > 0 ? listeners : [http('a', `${name}.org`)], {
      namespace,
      gateway: parent,
      ...(created ? { created } : {}),
    });
  const on = (name: string, kind: string, parent: string, sectionName?: string) =>
    buildRoute(name, {
      parentRefs: [{ kind, name: parent, ...(sectionName ? { sectionName } : {}) }],
      rules: [buildRule('/', 'v1')],
    });
  const secured: Listener = {
    name: 'secured',
    port: 443,
    protocol: 'HTTPS',
    tls: { certificateRefs: [{ name: 'cert-d', namespace: 'granting' }] },
  };
  return [
    gateway('allows-none', [http('own', 'own.org')], allowing('None')),
    gateway('allows-default', [http('own', 'own.org')], {}),
    gateway('allows-same', [http('own', 'own.org')], allowing('Same')),
    gateway('allows-all', [http('own', 'own.org')], allowing('All')),
    gateway(
      'allows-some',
      [http('own', 'own.org')],
      allowing('Selector', { selector: { matchLabels: { set: 'yes' } } }),
    ),
    buildNamespace('chosen', { set: 'yes' }),
    buildGrant('gateways', 'granting', {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'ns' }],
      to: [{ group: '', kind: 'Secret' }],
    }),
    set('none', 'allows-none'),
    set('default', 'allows-default'),
    ...['ns', 'other', 'chosen'].flatMap((namespace) => [
      set('same', 'allows-same', namespace),
      set('some', 'allows-some', namespace),
    ]),
    set('a-young', 'allows-all', 'ns', undefined, http('x', 'x.org'), http('y', 'y.org')),
    set('b-young', 'allows-all', 'ns', undefined, http('y', 'y.org'), http('own', 'own.org')),
    set('c-old', 'allows-all', 'ns', '2020-01-01T00:00:00Z', http('x', 'x.org'), secured),
    on('on-gateway', 'Gateway', 'allows-all'),
    on('on-set', 'ListenerSet', 'a-young'),
    on('on-section', 'ListenerSet', 'b-young', 'own'),
  ];
}

function buildPolicies(): StoredObject[] {
  const route = (name: string, port = 8080) =>
    buildRoute(`to-${name}-${port}`, { hostnames: [`${name}-${port}.org`], rules: [buildRule('/', name)] });
  const names = ['plain', 'aged', 'ported', 'missing-ca', 'kind-ca', 'system', 'other-system'];
  return [
    ...names.flatMap((name, index) => [...buildBackend(name, `127.64.2.${index + 1}`), route(name)]),
    buildPolicy('plain', 'plain', { subjectAltNames: [{ type: 'Hostname', hostname: 'alt.example.com' }] }),
    buildPolicy('aged-b', 'aged', { hostname: 'b.example.com' }),
    buildPolicy('aged-a', 'aged', { hostname: 'a.example.com' }),
    buildPolicy('aged-z', 'aged', { hostname: 'z.example.com' }, { created: '2020-01-01T00:00:00Z' }),
    buildPolicy('tied-a', 'system', { hostname: 'tied-a.example.com' }),
    buildPolicy('whole', 'ported', { hostname: 'whole.example.com' }),
    buildPolicy('port', 'ported', { hostname: 'port.example.com' }, { section: 'web' }),
    buildPolicy('missing-ca', 'missing-ca', { caCertificateRefs: [ca('missing')] }),
    buildPolicy('kind-ca', 'kind-ca', { caCertificateRefs: [ca('ca', { kind: 'Other' })] }),
    buildPolicy('a-system', 'system', { caCertificateRefs: [], wellKnownCACertificates: 'System' }),
    buildPolicy('other-system', 'other-system', { caCertificateRefs: [], wellKnownCACertificates: 'example.org/x' }),
  ].map(foreignAncestor);
}

function foreignAncestor(object: StoredObject): StoredObject {
  if (object.kind !== 'BackendTLSPolicy') return object;
  const ancestors = [{ ancestorRef: { name: 'x' }, controllerName: 'x.org/y', conditions: [] }];
  return { ...object, metadata: { ...object.metadata, generation: 2 }, status: { ancestors } } as StoredObject;
}

/** ListenerSets, policies, clients, addresses and marks of Gateways. */
export function buildGatewayWorld(pair: KeyPair): StoredObject[] {
  const listeners = [https('https', 443), https('https-2', 8443)];
  const insecure = { caCertificateRefs: [ca('ca')], mode: 'AllowInsecureFallback' };
  return [
    buildConfigMap('ca', { 'ca.crt': pair.certificate }),
    buildSecret('cert-d', pair, 'granting'),
    ...buildSets(),
    ...buildPolicies(),
    gateway('clients', listeners, frontend({ caCertificateRefs: [ca('ca')] }, [{ port: 8443, tls: {} }])),
    gateway('clients-port', listeners, {
      tls: { frontend: { perPort: [{ port: 8443, tls: { validation: { caCertificateRefs: [ca('ca')] } } }] } },
    }),
    gateway('clients-any', listeners, frontend(insecure)),
    gateway('clients-missing', listeners, frontend({ caCertificateRefs: [ca('missing')] })),
    gateway('clients-kind', listeners, frontend({ caCertificateRefs: [ca('ca', { kind: 'Other' })] })),
    gateway('shows', [http('http', 'shows.org')], { tls: { backend: { clientCertificateRef: { name: 'cert-a' } } } }),
    buildRoute('shows', { parentRefs: [{ name: 'shows' }], rules: [buildRule('/', 'plain')] }),
    gateway('shows-missing', listeners, { tls: { backend: { clientCertificateRef: { name: 'missing' } } } }),
    gateway('parameters', listeners, { infrastructure: { parametersRef: { group: '', kind: 'X', name: 'x' } } }),
    gateway('address-type', listeners, { addresses: [{ type: 'Hostname', value: 'x.org' }] }),
    gateway('address', listeners, { addresses: [{ value: '192.0.2.1' }] }),
    gateway('marked', listeners, { infrastructure: { labels: { a: '1' }, annotations: { b: '2' } } }),
  ];
}

/** Requests to backends with policies. */
export const securedProbes: readonly Probe[] = [
  ...['plain', 'aged', 'ported', 'missing-ca', 'system', 'other-system'].map(
    (name): Probe => [`${name}-8080.org`, '/'],
  ),
  ['shows.org', '/'],
];

/** What is made for a frontend. */
export function describeInfrastructure(frontend: Frontend, owner: Gateway | undefined, behaviour: Behaviour): unknown {
  return desireInfrastructure(frontend, owner, [], ({ port }) => port, behaviour.serving);
}

const certificate = (names: string) => ({ subject: {}, subjectaltname: names }) as unknown as PeerCertificate;

/** What is thought of certificates, of backends and of clients. */
export function describeIdentities({ backendTls, frontend: { admits } }: Behaviour): unknown {
  const tls: BackendTls = { policy: 'ns/p', hostname: 'a.org', authorities: 'system', subjectAltNames: [] };
  const dns = (hostname: string) => ({ type: 'Hostname', hostname });
  const uri = (value: string) => ({ type: 'URI', uri: value });
  const policies = [
    tls,
    { ...tls, subjectAltNames: [dns('x.org'), dns('b.org')] },
    { ...tls, subjectAltNames: [uri('s://c')] },
  ];
  const certificates = ['DNS:a.org', 'DNS:b.org', 'URI:s://c', 'DNS:d.org'].map(certificate);
  return {
    verifiesChain: backendTls.verifiesChain,
    identities: policies.map((policy) => [
      backendTls.serverName(policy),
      ...certificates.map((each) => backendTls.checkIdentity(policy, each) === undefined),
    ]),
    clients: [true, false].flatMap((allowsInvalid) =>
      [true, false].map((isAuthorized) => admits({ authorities: [], allowsInvalid }, isAuthorized)),
    ),
  };
}
