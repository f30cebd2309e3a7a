import { API, BAD_CONDITIONS, condition, type KindCases } from './cases.ts';

type Named = Readonly<Record<string, object>>;

const http = { name: 'http', port: 80, protocol: 'HTTP' };
const listener = (fields: object): object => ({ listeners: [{ ...http, ...fields }] });
const https = (tls: object | undefined, more: object = {}): object =>
  listener({ name: 'https', port: 443, protocol: 'HTTPS', ...(tls && { tls }), ...more });
const cert = { certificateRefs: [{ name: 'cert' }] };

const LISTENERS: Named = {
  'listener hostname': listener({ hostname: '*.example.com' }),
  'listener hostname bad': listener({ hostname: 'A_b' }),
  'listener empty': { listeners: [{}] },
  'listener bad': { listeners: [{ name: 'A', port: 0, protocol: '!' }] },
  'listener port large': listener({ port: 65536 }),
  'listener port text': listener({ port: '80' }),
  'listener protocol own': listener({ protocol: 'example.com/own' }),
  'listeners none': { listeners: [] },
  'listeners many': {
    listeners: Array.from({ length: 65 }, (_, index) => ({ name: `l${index}`, port: index + 1, protocol: 'HTTP' })),
  },
  'listener names twice': { listeners: [http, { ...http, port: 81 }] },
  'listener ports twice': { listeners: [http, { ...http, name: 'b' }] },
  'listener hosts twice': {
    listeners: [
      { ...http, hostname: 'a.com' },
      { ...http, name: 'b', hostname: 'a.com' },
    ],
  },
  'listener hosts differ': {
    listeners: [
      { ...http, hostname: 'a.com' },
      { ...http, name: 'b', hostname: 'b.com' },
      { ...http, name: 'c' },
    ],
  },
  'listener protocols on one port': { listeners: [http, { ...http, name: 'b', protocol: 'UDP' }] },
  'http with tls': listener({ tls: cert }),
  'tcp with hostname': listener({ protocol: 'TCP', hostname: 'a.com' }),
  'udp with tls': listener({ protocol: 'UDP', tls: cert }),
  https: https(cert),
  'https without tls': https(undefined),
  'https without certificate': https({}),
  'https with options': https({ options: { 'example.com/x': 'y' } }),
  'https passthrough': https({ mode: 'Passthrough' }),
  'https mode unknown': https({ mode: 'Perhaps', ...cert }),
  'https certificate bad': https({ certificateRefs: [{ name: '', kind: '', group: '..', namespace: 'A' }] }),
  'https options many': https({
    ...cert,
    options: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v'])),
  }),
  tls: https({ mode: 'Passthrough' }, { protocol: 'TLS' }),
  'tls terminated': https({ mode: 'Terminate', ...cert }, { protocol: 'TLS' }),
  'tls without tls': https(undefined, { protocol: 'TLS' }),
  'tls default mode': https({}, { protocol: 'TLS' }),
  'routes from all': listener({ allowedRoutes: { namespaces: { from: 'All' } } }),
  'routes selected': listener({
    allowedRoutes: {
      namespaces: {
        from: 'Selector',
        selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: 'In', values: ['d'] }] },
      },
    },
  }),
  'routes from unknown': listener({ allowedRoutes: { namespaces: { from: 'Some' } } }),
  'routes default': listener({ allowedRoutes: {} }),
  'routes namespaces default': listener({ allowedRoutes: { namespaces: {} } }),
  'route kinds': listener({ allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }, { group: 'example.com', kind: 'Own' }] } }),
  'route kinds bad': listener({ allowedRoutes: { kinds: [{}, { kind: '1' }] } }),
  'route kinds many': listener({
    allowedRoutes: { kinds: Array.from({ length: 9 }, (_, index) => ({ kind: `K${index}` })) },
  }),
  'selector bad': listener({
    allowedRoutes: {
      namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'a' }], matchLabels: { a: 1 } } },
    },
  }),
};

const address = (...addresses: object[]): object => ({ addresses });
const infrastructure = (fields: object): object => ({ infrastructure: fields });

const GATEWAY: Named = {
  ...LISTENERS,
  'class empty': { gatewayClassName: '' },
  'class long': { gatewayClassName: 'a'.repeat(254) },
  'class missing': { gatewayClassName: null },
  address: address({ value: '10.0.0.1' }),
  'addresses of all types': address(
    { type: 'IPAddress', value: '10.0.0.1' },
    { type: 'IPAddress', value: '::1' },
    { type: 'Hostname', value: 'a.example.com' },
    { type: 'NamedAddress', value: 'x' },
    { type: 'example.com/own', value: 'y' },
  ),
  'address without value': address({ type: 'IPAddress' }, { type: 'Hostname' }),
  'address empty': address({}),
  'address bad': address({ value: '10.0.0' }),
  'address host bad': address({ type: 'Hostname', value: 'A_b' }),
  'address host number': address({ type: 'Hostname', value: '10.0.0.1' }),
  'address type bad': address({ type: 'Wrong Type', value: 'x' }),
  'addresses twice': address({ value: '10.0.0.1' }, { value: '10.0.0.1' }),
  'address hosts twice': address({ type: 'Hostname', value: 'a' }, { type: 'Hostname', value: 'a' }),
  'addresses many': address(...Array.from({ length: 17 }, (_, index) => ({ value: `10.0.0.${index}` }))),
  infrastructure: infrastructure({
    labels: { a: 'b' },
    annotations: { 'example.com/c': 'any text' },
    parametersRef: { group: 'example.com', kind: 'Own', name: 'x' },
  }),
  'infrastructure keys bad': infrastructure({ labels: { 'a b': 'c' }, annotations: { '-x': 'y' } }),
  'infrastructure prefix long': infrastructure({ labels: { [`${'a'.repeat(254)}/x`]: 'c' } }),
  'infrastructure value bad': infrastructure({ labels: { a: '-b' } }),
  'infrastructure labels many': infrastructure({
    labels: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${index}`, 'v'])),
  }),
  'infrastructure reference bad': infrastructure({ parametersRef: { name: '' } }),
  'allowed listeners': { allowedListeners: { namespaces: { from: 'Same' } } },
  'allowed listeners default': { allowedListeners: {} },
  'allowed listeners bad': { allowedListeners: { namespaces: { from: 'Some' } } },
  frontend: {
    tls: {
      frontend: { default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] } } },
    },
  },
  'frontend empty': { tls: { frontend: {} } },
  'frontend ports twice': {
    tls: {
      frontend: {
        default: {},
        perPort: [
          { port: 443, tls: {} },
          { port: 443, tls: {} },
        ],
      },
    },
  },
  'frontend references none': { tls: { frontend: { default: { validation: { caCertificateRefs: [] } } } } },
  'frontend mode bad': {
    tls: {
      frontend: {
        default: { validation: { mode: 'Never', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] } },
      },
    },
  },
  'backend certificate': { tls: { backend: { clientCertificateRef: { name: 'c' } } } },
};

const gatewayStatus = (conditions: readonly object[]): object => ({ conditions });
const GATEWAY_STATUSES: Named = {
  good: {
    conditions: [condition('Accepted'), condition('Programmed')],
    addresses: [{ value: '10.0.0.1' }],
    listeners: [
      { name: 'http', attachedRoutes: 1, supportedKinds: [{ kind: 'HTTPRoute' }], conditions: [condition('Accepted')] },
    ],
  },
  'address bad': { addresses: [{ value: '10.0.0' }] },
  'address host': { addresses: [{ type: 'Hostname', value: 'a.example.com' }] },
  'listener incomplete': { listeners: [{ name: 'http' }] },
  'listeners twice': {
    listeners: [1, 2].map(() => ({ name: 'http', attachedRoutes: 0, supportedKinds: [], conditions: [] })),
  },
  ...Object.fromEntries(
    Object.entries(BAD_CONDITIONS).map(([what, conditions]) => [`bad ${what}`, gatewayStatus(conditions)]),
  ),
};

export const GATEWAYS: KindCases = {
  kind: 'Gateway',
  plural: 'gateways',
  versions: ['v1', 'v1beta1'],
  base: { gatewayClassName: 'class', listeners: [http] },
  cases: GATEWAY,
  statuses: GATEWAY_STATUSES,
};

export const GATEWAY_CLASSES: KindCases = {
  kind: 'GatewayClass',
  plural: 'gatewayclasses',
  cluster: true,
  versions: ['v1', 'v1beta1'],
  base: { controllerName: 'example.com/controller' },
  cases: {
    description: { description: 'what it is' },
    'description long': { description: 'x'.repeat(65) },
    'controller bad': { controllerName: 'controller' },
    'controller empty': { controllerName: '' },
    'controller long': { controllerName: `example.com/${'x'.repeat(250)}` },
    parameters: { parametersRef: { group: 'example.com', kind: 'Own', name: 'x', namespace: 'n' } },
    'parameters incomplete': { parametersRef: { name: 'x' } },
    'parameters bad': { parametersRef: { group: 'A', kind: '1', name: '', namespace: 'N' } },
  },
  statuses: {
    good: { conditions: [condition('Accepted')], supportedFeatures: [{ name: 'Gateway' }, { name: 'HTTPRoute' }] },
    'features twice': { supportedFeatures: [{ name: 'Gateway' }, { name: 'Gateway' }] },
    'features bad': { supportedFeatures: [{}] },
    ...Object.fromEntries(Object.entries(BAD_CONDITIONS).map(([what, conditions]) => [`bad ${what}`, { conditions }])),
  },
};

export const LISTENER_SETS: KindCases = {
  kind: 'ListenerSet',
  plural: 'listenersets',
  versions: ['v1'],
  base: { parentRef: { name: 'gateway' }, listeners: [http] },
  cases: {
    ...LISTENERS,
    'parent full': { parentRef: { group: API, kind: 'Gateway', name: 'g', namespace: 'other' } },
    'parent empty': { parentRef: {} },
    'parent bad': { parentRef: { name: '', kind: '1', group: '-', namespace: '_' } },
  },
  statuses: {
    good: {
      conditions: [condition('Accepted')],
      listeners: [
        {
          name: 'http',
          attachedRoutes: 0,
          supportedKinds: [{ kind: 'HTTPRoute' }],
          conditions: [condition('Accepted')],
        },
      ],
    },
    ...Object.fromEntries(Object.entries(BAD_CONDITIONS).map(([what, conditions]) => [`bad ${what}`, { conditions }])),
  },
};

const grantFrom = { group: API, kind: 'HTTPRoute', namespace: 'other' };

export const REFERENCE_GRANTS: KindCases = {
  kind: 'ReferenceGrant',
  plural: 'referencegrants',
  versions: ['v1', 'v1beta1'],
  base: { from: [grantFrom], to: [{ group: '', kind: 'Service' }] },
  cases: {
    'to named': { to: [{ group: '', kind: 'Secret', name: 'x' }] },
    'from none': { from: [] },
    'to none': { to: [] },
    'from incomplete': { from: [{ kind: 'HTTPRoute' }] },
    'to incomplete': { to: [{}] },
    'from bad': { from: [{ group: 'A', kind: '1', namespace: 'N' }] },
    'to bad': { to: [{ group: '-', kind: '', name: '' }] },
    'from many': { from: Array.from({ length: 17 }, (_, index) => ({ ...grantFrom, namespace: `n${index}` })) },
  },
};
