import { condition, EXPERIMENTAL_API, type KindCases } from './cases.ts';

const target = { group: '', kind: 'Service', name: 's' };
const ca = { group: '', kind: 'ConfigMap', name: 'ca' };
const validation = { hostname: 'example.com', caCertificateRefs: [ca] };
const ancestors = {
  ancestors: [
    { ancestorRef: { name: 'gateway' }, controllerName: 'example.com/controller', conditions: [condition('Accepted')] },
  ],
};

const SANS: Readonly<Record<string, object>> = {
  names: {
    subjectAltNames: [
      { type: 'Hostname', hostname: '*.example.com' },
      { type: 'URI', uri: 'spiffe://a/b' },
    ],
  },
  'name without host': { subjectAltNames: [{ type: 'Hostname' }] },
  'name without uri': { subjectAltNames: [{ type: 'URI' }] },
  'name of both': {
    subjectAltNames: [
      { type: 'URI', uri: 'spiffe://a/b', hostname: 'a' },
      { type: 'Hostname', hostname: 'a', uri: 'spiffe://a/b' },
    ],
  },
  'name bad': { subjectAltNames: [{ type: 'URI', uri: 'nothing' }, { type: 'Email' }] },
  'names many': { subjectAltNames: Array.from({ length: 6 }, () => ({ type: 'Hostname', hostname: 'a' })) },
  'well known': { caCertificateRefs: undefined, wellKnownCACertificates: 'System' },
  'well known bad': { caCertificateRefs: undefined, wellKnownCACertificates: 'Sometimes' },
  'well known and reference': { wellKnownCACertificates: 'System' },
  'no authority': { caCertificateRefs: undefined },
  'references none': { caCertificateRefs: [] },
  'references many': { caCertificateRefs: Array.from({ length: 9 }, () => ca) },
  'hostname bad': { hostname: '*.example.com' },
  'hostname missing': { hostname: undefined },
};

export const BACKEND_TLS_POLICIES: KindCases = {
  kind: 'BackendTLSPolicy',
  plural: 'backendtlspolicies',
  versions: ['v1'],
  base: { targetRefs: [target], validation },
  cases: {
    'targets by section': {
      targetRefs: [
        { ...target, sectionName: 'a' },
        { ...target, sectionName: 'b' },
      ],
    },
    'target twice': { targetRefs: [target, target] },
    'target with and without section': { targetRefs: [target, { ...target, sectionName: 'a' }] },
    'target twice by section': { targetRefs: [1, 2].map(() => ({ ...target, sectionName: 'a' })) },
    'targets none': { targetRefs: [] },
    'target bad': { targetRefs: [{ group: 'A', kind: '', name: '', sectionName: '-' }] },
    'targets many': { targetRefs: Array.from({ length: 17 }, (_, index) => ({ ...target, name: `s${index}` })) },
    options: { options: { 'example.com/x': 'y' } },
    ...Object.fromEntries(
      Object.entries(SANS).map(([what, change]) => [
        `validation ${what}`,
        { validation: { ...validation, ...change } },
      ]),
    ),
  },
  statuses: { good: ancestors, 'no controller': { ancestors: [{ ancestorRef: { name: 'g' } }] } },
};

const external = { type: 'ExternalHostname', externalHostname: { hostname: 'api.example.com' }, port: { number: 443 } };
const selector = {
  type: 'EndpointSelector',
  externalHostname: undefined,
  endpointSelector: { matchLabels: { a: 'b' } },
};

export const X_BACKENDS: KindCases = {
  kind: 'XBackend',
  plural: 'xbackends',
  group: EXPERIMENTAL_API,
  versions: ['v1alpha1'],
  base: external,
  cases: {
    selector: selector,
    'selector empty': { ...selector, endpointSelector: { matchLabels: {} } },
    'selector key bad': { ...selector, endpointSelector: { matchLabels: { 'a b': 'c' } } },
    both: { endpointSelector: { matchLabels: { a: 'b' } } },
    neither: { externalHostname: undefined },
    'type unknown': { type: 'Other' },
    'hostname of cluster': { externalHostname: { hostname: 'a.b.svc.cluster.local' } },
    'port empty': { port: {} },
    'port bad': { port: { number: 0 } },
    h2c: { protocol: 'H2C' },
    'h2c with tls': { protocol: 'H2C', tls: { mode: 'ServerOnly', validation } },
    'http2 without tls': { protocol: 'HTTP2' },
    'wss without tls': { protocol: 'WSS' },
    tls: { tls: { mode: 'ServerOnly', validation } },
    'tls without validation': { tls: { mode: 'ServerOnly' } },
    'tls of client': { tls: { mode: 'ClientAndServer', validation, clientCertificateRef: { name: 'c' } } },
    'tls of client without certificate': { tls: { mode: 'ClientAndServer', validation } },
    'tls none with validation': { tls: { mode: 'None', validation } },
    'tls without mode': { tls: {} },
    session: { ...selector, sessionPersistence: { cookie: { name: 'c' } } },
    'session of external': { sessionPersistence: {} },
    'session permanent': { ...selector, sessionPersistence: { type: 'Cookie', cookie: { lifetimeType: 'Permanent' } } },
    'session permanent bounded': {
      ...selector,
      sessionPersistence: { absoluteTimeout: '1h', cookie: { lifetimeType: 'Permanent' } },
    },
    'session of header without': { ...selector, sessionPersistence: { type: 'Header' } },
    'session of header with cookie': {
      ...selector,
      sessionPersistence: { type: 'Header', header: { name: 'h' }, cookie: {} },
    },
  },
};

export const X_BACKEND_TRAFFIC_POLICIES: KindCases = {
  kind: 'XBackendTrafficPolicy',
  plural: 'xbackendtrafficpolicies',
  group: EXPERIMENTAL_API,
  versions: ['v1alpha1'],
  base: { targetRefs: [target] },
  cases: {
    'target twice': { targetRefs: [target, target] },
    'retry default': { retryConstraint: {} },
    retry: { retryConstraint: { budget: { percent: 50, interval: '5s' }, minRetryRate: { count: 1, interval: '1s' } } },
    'retry interval short': { retryConstraint: { budget: { interval: '500ms' } } },
    'retry interval long': {
      retryConstraint: { budget: { interval: '2h' }, minRetryRate: { count: 1, interval: '0s' } },
    },
    'retry interval bad': { retryConstraint: { budget: { interval: 'x' } } },
    'retry percent bad': { retryConstraint: { budget: { percent: 101 } } },
    'session without cookie': { sessionPersistence: { type: 'Cookie' } },
    'session cookie': { sessionPersistence: { cookie: { name: 'a b' } } },
  },
  statuses: { good: ancestors },
};

export const X_MESHES: KindCases = {
  kind: 'XMesh',
  plural: 'xmeshes',
  group: EXPERIMENTAL_API,
  cluster: true,
  versions: ['v1alpha1'],
  base: { controllerName: 'example.com/mesh' },
  cases: {
    'controller bad': { controllerName: 'x' },
    'description long': { description: 'x'.repeat(65) },
    parameters: { parametersRef: { group: 'g.example.com', kind: 'K', name: 'n' } },
  },
  statuses: { good: { conditions: [condition('Accepted')], supportedFeatures: [{ name: 'Mesh' }] } },
};

const tracing = (fields: object): object => ({ tracing: fields });
const provider = { backendRef: { name: 's', port: 80 } };

export const X_TELEMETRY_POLICIES: KindCases = {
  kind: 'XTelemetryPolicy',
  plural: 'xtelemetrypolicies',
  group: EXPERIMENTAL_API,
  versions: ['v1alpha1'],
  base: { targetRefs: [target], tracing: {} },
  cases: {
    nothing: { tracing: undefined },
    enabled: tracing({
      mode: 'Enabled',
      provider,
      samplingRate: { numerator: 5 },
      serviceName: 's',
      spanName: 'a b',
      attributes: [{ name: 'a', sourceType: 'Literal', literalValue: 'x' }],
    }),
    'enabled without provider': tracing({ mode: 'Enabled' }),
    'disabled with provider': tracing({ mode: 'Disabled', provider }),
    'disabled with more': tracing({
      mode: 'Disabled',
      samplingRate: { numerator: 1 },
      serviceName: 's',
      spanName: 'x',
      attributes: [],
      parentBasedSampling: {},
    }),
    'rate large': tracing({ mode: 'Enabled', provider, samplingRate: { numerator: 101 } }),
    'provider without port': tracing({ mode: 'Enabled', provider: { backendRef: { name: 's' } } }),
    'provider of backend': tracing({
      mode: 'Enabled',
      provider: { backendRef: { group: EXPERIMENTAL_API, kind: 'XBackend', name: 's' } },
    }),
    'provider of backend with port': tracing({
      mode: 'Enabled',
      provider: { backendRef: { group: EXPERIMENTAL_API, kind: 'XBackend', name: 's', port: 80 } },
    }),
    'attributes wrong': tracing({
      mode: 'Enabled',
      provider,
      attributes: [
        { name: 'a', sourceType: 'Header' },
        { name: 'b', sourceType: 'Literal', headerName: 'h' },
        { name: 'c', sourceType: 'Attribute', literalValue: 'x' },
      ],
    }),
    'attributes twice': tracing({
      mode: 'Enabled',
      provider,
      attributes: [1, 2].map(() => ({ name: 'a', sourceType: 'Literal', literalValue: 'x' })),
    }),
    'mode unknown': tracing({ mode: 'Perhaps' }),
  },
  statuses: { good: ancestors },
};
