import type { Group } from '../../run/steps.ts';
import { makeNamespace } from '../own-crds.ts';
import { API, EXPERIMENTAL_API, type KindCases, makeTrials } from './cases.ts';

/** Rules that the experimental channel alone has, each with objects that keep it and objects that break it. */
type Named = Readonly<Record<string, object>>;

const NAME = 'experimental-rules';
const backend = { name: 's', port: 80 };
const xBackend = { group: EXPERIMENTAL_API, kind: 'XBackend', name: 'x' };
const ca = { group: '', kind: 'ConfigMap', name: 'ca' };
const own = { group: 'example.com', kind: 'Own', name: 'x' };
const auth = { protocol: 'HTTP', backendRef: backend, http: {} };

const EXTERNAL_AUTH: Named = {
  http: { type: 'ExternalAuth', externalAuth: auth },
  grpc: { type: 'ExternalAuth', externalAuth: { protocol: 'GRPC', backendRef: xBackend, grpc: {} } },
  'without auth': { type: 'ExternalAuth' },
  'auth of another': { type: 'ExtensionRef', extensionRef: own, externalAuth: auth },
  'grpc without grpc': { type: 'ExternalAuth', externalAuth: { ...auth, protocol: 'GRPC' } },
  'http without http': { type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', backendRef: backend, grpc: {} } },
  'without port': { type: 'ExternalAuth', externalAuth: { ...auth, backendRef: { name: 's' } } },
  'backend with port': { type: 'ExternalAuth', externalAuth: { ...auth, backendRef: { ...xBackend, port: 80 } } },
};

const LISTENER_FILTERS: Named = {
  ...EXTERNAL_AUTH,
  extension: { type: 'ExtensionRef', extensionRef: own },
  'without extension': { type: 'ExtensionRef' },
  'extension of another': { type: 'ExternalAuth', externalAuth: auth, extensionRef: own },
};

const SESSIONS: Named = {
  cookie: { cookie: { name: 'c' } },
  header: { type: 'Header', header: { name: 'h' } },
  permanent: { absoluteTimeout: '1h', cookie: { lifetimeType: 'Permanent' } },
  'permanent without end': { cookie: { lifetimeType: 'Permanent' } },
  'cookie of header': { type: 'Header', header: { name: 'h' }, cookie: {} },
  'without cookie': { type: 'Cookie' },
  'header of cookie': { cookie: {}, header: { name: 'h' } },
  'without header': { type: 'Header' },
};

const STREAM: Named = {
  'rules of one name': { rules: ['a', 'a'].map((name) => ({ name, backendRefs: [backend] })) },
  'without port': { rules: [{ backendRefs: [{ name: 's' }] }] },
  backend: { rules: [{ backendRefs: [xBackend] }] },
  'backend with port': { rules: [{ backendRefs: [{ ...xBackend, port: 80 }] }] },
};

const MIRRORS: Named = {
  backend: { type: 'RequestMirror', requestMirror: { backendRef: xBackend } },
  'backend with port': { type: 'RequestMirror', requestMirror: { backendRef: { ...xBackend, port: 80 } } },
};

/** Each value of a name, in a spec around it. */
function put(prefix: string, values: Named, around: (value: object) => object): Named {
  return Object.fromEntries(Object.entries(values).map(([what, value]) => [`${prefix} ${what}`, around(value)]));
}

const ruleOf = (more: object) => ({ rules: [{ backendRefs: [backend], ...more }] });
const listenerOf = (more: object) => ({ listeners: [{ name: 'l', port: 80, protocol: 'HTTP', ...more }] });

const ROUTE: Named = {
  ...put('session', SESSIONS, (sessionPersistence) => ruleOf({ sessionPersistence })),
  ...put('mirror', MIRRORS, (filter) => ruleOf({ filters: [filter] })),
  ...put('mirror of one', MIRRORS, (filter) => ruleOf({ backendRefs: [{ ...backend, filters: [filter] }] })),
  backend: ruleOf({ backendRefs: [xBackend] }),
  'backend with port': ruleOf({ backendRefs: [{ ...xBackend, port: 80 }] }),
};

const HTTP: Named = {
  ...ROUTE,
  ...put('auth', EXTERNAL_AUTH, (filter) => ruleOf({ filters: [filter] })),
  ...put('auth of one', EXTERNAL_AUTH, (filter) => ruleOf({ backendRefs: [{ ...backend, filters: [filter] }] })),
  'path of another type': ruleOf({ matches: [{ path: { type: 'Glob', value: '/a' } }] }),
};

const LISTENERS: Named = {
  ...put('filter', LISTENER_FILTERS, (filter) => listenerOf({ filters: { requests: [filter] } })),
  'filter of tcp': listenerOf({ protocol: 'TCP', filters: { requests: [LISTENER_FILTERS.extension] } }),
};

const trusted = { group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: 'b' };
const frontend = (caCertificateRefs: object[]) => {
  const validation = { caCertificateRefs };
  return { tls: { frontend: { default: { validation }, perPort: [{ port: 443, tls: { validation } }] } } };
};

const GATEWAY: Named = {
  ...LISTENERS,
  bundle: frontend([trusted]),
  'bundle of a namespace': frontend([
    { ...trusted, namespace: 'n' },
    { ...ca, namespace: 'n' },
  ]),
  routability: { addresses: [{ value: '10.0.0.1', routability: 'Cluster' }, { routability: 'example.com/own' }] },
  'routability reserved': { addresses: [{ value: '10.0.0.1', routability: 'a.k8s.io/own' }] },
  'routability odd': { addresses: [{ value: '10.0.0.1', routability: 'Public' }] },
};

const selector = { type: 'EndpointSelector', endpointSelector: { matchLabels: { a: 'b' } }, port: { number: 80 } };
const target = { group: '', kind: 'Service', name: 's' };
const sans = (subjectAltNames: object[]) => {
  const validation = { hostname: 'example.com', caCertificateRefs: [ca], subjectAltNames };
  return { tls: { mode: 'ServerOnly', validation } };
};

const X_BACKEND: Named = {
  ...put('session', SESSIONS, (sessionPersistence) => ({ sessionPersistence })),
  'key bad': { endpointSelector: { matchLabels: { 'a b': 'c' } } },
  'hostname of another': { externalHostname: { hostname: 'example.com' } },
  names: sans([
    { type: 'Hostname', hostname: 'example.com' },
    { type: 'URI', uri: 'spiffe://a/b' },
  ]),
  'names without': sans([{ type: 'Hostname' }, { type: 'URI' }]),
  'names of both': sans([
    { type: 'Hostname', hostname: 'example.com', uri: 'spiffe://a/b' },
    { type: 'URI', uri: 'spiffe://a/b', hostname: 'example.com' },
  ]),
  'no authority': { tls: { mode: 'ServerOnly', validation: { hostname: 'example.com' } } },
};

const sampled = (parentBasedSampling: object) => {
  const provider = { backendRef: backend };
  return { tracing: { mode: 'Enabled', provider, parentBasedSampling } };
};

const X_TELEMETRY: Named = {
  'nothing at all': {},
  sampled: sampled({ mode: 'Enabled', samplingRate: { numerator: 1 } }),
  'sampled while disabled': sampled({ mode: 'Disabled', samplingRate: { numerator: 1 } }),
  'sampled too often': sampled({ mode: 'Enabled', samplingRate: { numerator: 2, denominator: 1 } }),
};

const experimental = { group: EXPERIMENTAL_API, versions: ['v1alpha1'] };
const streamBase = { rules: [{ backendRefs: [backend] }] };

const KINDS: readonly KindCases[] = [
  { kind: 'HTTPRoute', plural: 'httproutes', versions: ['v1', 'v1beta1'], base: {}, cases: HTTP },
  { kind: 'GRPCRoute', plural: 'grpcroutes', versions: ['v1'], base: {}, cases: ROUTE },
  { kind: 'TCPRoute', plural: 'tcproutes', versions: ['v1', 'v1alpha2'], base: streamBase, cases: STREAM },
  { kind: 'UDPRoute', plural: 'udproutes', versions: ['v1', 'v1alpha2'], base: streamBase, cases: STREAM },
  {
    kind: 'TLSRoute',
    plural: 'tlsroutes',
    versions: ['v1', 'v1alpha3', 'v1alpha2'],
    base: { ...streamBase, hostnames: ['example.com'] },
    cases: STREAM,
  },
  {
    kind: 'Gateway',
    plural: 'gateways',
    versions: ['v1', 'v1beta1'],
    base: { gatewayClassName: 'c', ...listenerOf({}) },
    cases: GATEWAY,
  },
  {
    kind: 'ListenerSet',
    plural: 'listenersets',
    versions: ['v1'],
    base: { parentRef: { group: API, kind: 'Gateway', name: 'g' }, ...listenerOf({}) },
    cases: LISTENERS,
  },
  { kind: 'XBackend', plural: 'xbackends', ...experimental, base: selector, cases: X_BACKEND },
  {
    kind: 'XBackendTrafficPolicy',
    plural: 'xbackendtrafficpolicies',
    ...experimental,
    base: { targetRefs: [target] },
    cases: put('session', SESSIONS, (sessionPersistence) => ({ sessionPersistence })),
  },
  {
    kind: 'XTelemetryPolicy',
    plural: 'xtelemetrypolicies',
    ...experimental,
    base: { targetRefs: [{ group: API, kind: 'Gateway', name: 'g' }] },
    cases: X_TELEMETRY,
  },
];

export const experimentalRules: Group = {
  name: NAME,
  crds: 'experimental',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace(NAME) },
    ...KINDS.flatMap((kind) =>
      kind.versions.flatMap((version) =>
        makeTrials(NAME, kind, version).map((step) =>
          'id' in step ? { ...step, id: `${kind.kind} ${step.id}` } : step,
        ),
      ),
    ),
    ...(['gatewayclasses', 'xmeshes'] as const).flatMap((plural) => makeChange(plural)),
    ...makeStatuses(),
  ],
};

/** A controllerName that changes, in each version. */
function makeChange(plural: 'gatewayclasses' | 'xmeshes'): Group['steps'] {
  const isMesh = plural === 'xmeshes';
  const [kind, group] = isMesh ? ['XMesh', EXPERIMENTAL_API] : ['GatewayClass', API];
  const versions = isMesh ? ['v1alpha1'] : ['v1', 'v1beta1'];
  const path = (version: string) => `/apis/${group}/${version}/${plural}`;
  const [first = 'v1'] = versions;
  const object = { apiVersion: `${group}/${first}`, kind, metadata: { name: NAME } };
  const patch = { headers: { 'content-type': 'application/merge-patch+json' }, method: 'PATCH' as const };
  return [
    {
      id: `${kind} created`,
      method: 'POST',
      path: path(first),
      body: { ...object, spec: { controllerName: 'a.example/b' } },
    },
    ...versions.flatMap((version) => [
      {
        id: `${kind} ${version} renamed`,
        ...patch,
        path: `${path(version)}/${NAME}`,
        body: { spec: { controllerName: 'a.example/c' } },
      },
      {
        id: `${kind} ${version} described`,
        ...patch,
        path: `${path(version)}/${NAME}`,
        body: { spec: { description: version } },
      },
    ]),
  ];
}

/** Addresses that a controller writes. */
function makeStatuses(): Group['steps'] {
  const path = (version: string) => `/apis/${API}/${version}/namespaces/${NAME}/gateways`;
  const object = { apiVersion: `${API}/v1`, kind: 'Gateway', metadata: { name: NAME } };
  const addresses: Readonly<Record<string, object>> = {
    name: { type: 'Hostname', value: 'a.example.com' },
    'bad name': { type: 'Hostname', value: 'A_b' },
    routability: { value: '10.0.0.1', routability: 'Cluster' },
    'bad routability': { value: '10.0.0.1', routability: 'Public' },
  };
  return [
    {
      id: 'Gateway created',
      method: 'POST',
      path: path('v1'),
      body: { ...object, spec: { gatewayClassName: 'c', ...listenerOf({}) } },
    },
    ...['v1', 'v1beta1'].flatMap((version) =>
      Object.entries(addresses).map(([what, address]) => ({
        id: `Gateway ${version} status ${what}`,
        method: 'PATCH' as const,
        path: `${path(version)}/${NAME}/status`,
        headers: { 'content-type': 'application/merge-patch+json' },
        body: { status: { addresses: [address] } },
      })),
    ),
  ];
}
