import type { Listener } from '../model/gateway.ts';
import type { RouteFilter } from '../model/http-route.ts';
import type { StoredObject } from '../model/meta.ts';
import {
  buildBackend,
  buildClass,
  buildGateway,
  buildGrant,
  buildLoadBalancer,
  buildNamespace,
  buildRoute,
  buildRule,
  buildSecret,
  buildSlice,
} from '../testing.ts';
import { buildKeyPair } from '../testing-tls.ts';
import { buildGatewayWorld } from './testing-gateways.ts';
import { buildStreamWorld } from './testing-streams.ts';
import { buildExtendedHttpWorld } from './testing-worlds-http.ts';

const all = { namespaces: { from: 'All' } };
const https = (name: string, port: number, secret: string, more: Partial<Listener> = {}): Listener => ({
  name,
  port,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ name: secret }] },
  ...more,
});

const listeners: Listener[] = [
  { name: 'http', port: 80, protocol: 'HTTP' },
  { name: 'exact', port: 80, protocol: 'HTTP', hostname: 'exact.example.com' },
  { name: 'wild', port: 80, protocol: 'HTTP', hostname: '*.example.com' },
  https('https', 443, 'cert-a'),
  https('https-b', 443, 'cert-b', { hostname: 'b.example.com' }),
  https('no-secret', 8443, 'missing'),
  https('no-grant', 8444, 'cert-c', { tls: { certificateRefs: [{ name: 'cert-c', namespace: 'other' }] } }),
  {
    name: 'selected',
    port: 8080,
    protocol: 'HTTP',
    allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } },
  },
  { name: 'all', port: 8081, protocol: 'HTTP', allowedRoutes: all },
  {
    name: 'kinds',
    port: 8082,
    protocol: 'HTTP',
    allowedRoutes: { kinds: [{ kind: 'Unknown' }, { kind: 'HTTPRoute' }] },
  },
  { name: 'bad-kinds', port: 8083, protocol: 'HTTP', allowedRoutes: { kinds: [{ kind: 'Unknown' }] } },
  { name: 'unknown', port: 9000, protocol: 'example.org/x' },
];

const redirectTo = (statusCode?: number): RouteFilter => ({
  type: 'RequestRedirect',
  requestRedirect: { hostname: 'redirected.org', ...(statusCode ? { statusCode } : {}) },
});

const modifier: RouteFilter = {
  type: 'RequestHeaderModifier',
  requestHeaderModifier: {
    set: [
      { name: 'X-Set', value: 'new' },
      { name: 'X-Set-2', value: 'new' },
    ],
    add: [{ name: 'X-Add', value: 'new' }],
    remove: ['X-Remove'],
  },
};

const header = (name: string, value: string) => ({ type: 'Exact', name, value });
const exact = (value: string) => ({ path: { type: 'Exact', value } });
const prefix = (value: string) => ({ path: { type: 'PathPrefix', value } });
const backend = (name: string, weight = 1) => ({ name, port: 8080, weight });

function buildMatchingRoute(): StoredObject {
  const rules = [
    buildRule('/', 'v1'),
    { matches: [{ headers: [header('version', 'one')] }], backendRefs: [backend('v2')] },
    { matches: [{ headers: [header('version', 'one'), header('color', 'blue')] }], backendRefs: [backend('v1')] },
    buildRule('/v2', 'v2'),
    buildRule('/v2/long', 'v1'),
    buildRule('/slash/', 'v2'),
    buildRule('/exact', 'v1'),
    { matches: [exact('/exact')], backendRefs: [backend('v2')] },
    { matches: [exact('/twice')], backendRefs: [backend('v1')] },
    { matches: [exact('/twice')], backendRefs: [backend('v2')] },
    buildRule('/weights', 'v1', { backendRefs: [backend('v1', 70), backend('v2', 30), backend('v3', 0)] }),
    buildRule('/partly-invalid', 'v1', { backendRefs: [backend('v1'), backend('missing')] }),
    buildRule('/invalid', 'missing'),
    buildRule('/none', 'v1', { backendRefs: [] }),
    buildRule('/headless', 'headless'),
    buildRule('/manual', 'manual'),
    buildRule('/redirect', 'v1', { backendRefs: [], filters: [redirectTo()] }),
    buildRule('/redirect-301', 'v1', { backendRefs: [], filters: [redirectTo(301)] }),
    buildRule('/modify', 'v1', { filters: [modifier] }),
  ];
  return buildRoute('matching', { hostnames: ['match.org'], rules }, { generation: 2 });
}

/** Names of the namespaces that routes refer into, each with a grant that is right or wrong in one way. */
const grants = [
  'all',
  'name',
  'wrong-place',
  'wrong-namespace',
  'wrong-kind',
  'wrong-group',
  'wrong-to-kind',
  'wrong-name',
];

function buildGrants(): StoredObject[] {
  const from = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'ns' };
  const to = { group: '', kind: 'Service', name: 'b' };
  return [
    buildGrant('g', 'all', { from: [from], to: [{ group: '', kind: 'Service' }] }),
    buildGrant('g', 'name', { from: [from], to: [to] }),
    buildGrant('g', 'elsewhere', { from: [from], to: [to] }),
    buildGrant('g', 'wrong-namespace', { from: [{ ...from, namespace: 'x' }], to: [to] }),
    buildGrant('g', 'wrong-kind', { from: [{ ...from, kind: 'Gateway' }], to: [to] }),
    buildGrant('g', 'wrong-group', { from: [{ ...from, group: 'x' }], to: [to] }),
    buildGrant('g', 'wrong-to-kind', { from: [from], to: [{ ...to, kind: 'Secret' }] }),
    buildGrant('g', 'wrong-name', { from: [from], to: [{ ...to, name: 'x' }] }),
  ];
}

const foreign = { type: 'example.com/Foreign', status: 'True', reason: 'X', message: '', lastTransitionTime: 'then' };

/** A cluster in which every decision matters. */
export async function buildFirstWorld(): Promise<StoredObject[]> {
  const gateway = buildGateway('gw', listeners, { generation: 2 });
  const withForeign = { ...gateway, status: { conditions: [foreign] } } as StoredObject;
  const long = 'l'.repeat(100);
  const route = (name: string, spec: Parameters<typeof buildRoute>[1], more = {}) =>
    buildRoute(name, { rules: [buildRule('/', 'v1')], ...spec }, more);
  const parent = (name: string, sectionName: string, namespace = 'ns') =>
    route(name, { parentRefs: [{ name: 'gw', namespace: 'ns', sectionName }] }, { namespace });
  const [manual] = buildBackend('manual', '');
  const [headless, headlessSlice] = buildBackend('headless', '127.64.0.7');
  const matching = {
    ...buildMatchingRoute(),
    status: { parents: [{ parentRef: { name: 'x' }, controllerName: 'x.org/y', conditions: [] }] },
  };
  return [
    { ...buildClass(), metadata: { ...buildClass().metadata, generation: 2 } },
    withForeign,
    buildGateway('gw2', [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: all }]),
    buildGateway('unsupported', [{ name: 'unknown', port: 9000, protocol: 'example.org/x' }]),
    buildGateway(`${long}-a`),
    buildGateway(`${long}-b`),
    buildSecret('cert-a', await pairOf('a')),
    buildSecret('cert-b', await pairOf('b.example.com')),
    buildSecret('cert-c', await pairOf('c'), 'other'),
    buildLoadBalancer('ns/gw-gw-057713b2', '127.112.0.1'),
    ...['ns', 'other', 'x'].map((name) => buildNamespace(name)),
    buildNamespace('team', { team: 'a' }),
    ...['v1', 'v2', 'v3'].flatMap((name, index) => buildBackend(name, `127.64.0.${index + 1}`)),
    ...[
      manual,
      { ...headless, spec: { ...(headless as { spec?: object }).spec, clusterIP: 'None' } },
      headlessSlice,
    ].flatMap((object) => (object ? [object as StoredObject] : [])),
    buildSlice('by-hand', 'manual', ['127.64.0.9'], 3000, 'ns', 'somebody'),
    matching as StoredObject,
    ...grants.flatMap((namespace) => [
      ...buildBackend('b', '127.64.1.1', 3000, namespace),
      route(`to-${namespace}`, {
        hostnames: ['match.org'],
        rules: [{ matches: [prefix(`/${namespace}`)], backendRefs: [{ ...backend('b'), namespace }] }],
      }),
    ]),
    ...buildGrants(),
    route('kind', {
      rules: [{ backendRefs: [{ group: 'x.org', kind: 'X', name: 'v1', port: 1 }] }],
      hostnames: ['kind.org'],
    }),
    route('older', { hostnames: ['age.org'] }, { creationTimestamp: '2023-01-01T00:00:00Z' }),
    route('newer', { hostnames: ['age.org'], rules: [buildRule('/', 'v2')] }),
    route('name-a', { hostnames: ['name.org'] }),
    route('name-b', { hostnames: ['name.org'], rules: [buildRule('/', 'v2')] }),
    route('hosts-wild', { hostnames: ['*.hosts.org'] }, { creationTimestamp: '2022-01-01T00:00:00Z' }),
    route('hosts-exact', { hostnames: ['exact.hosts.org'], rules: [buildRule('/', 'v2')] }),
    parent('on-exact', 'exact'),
    route('on-wild', {
      parentRefs: [{ name: 'gw', sectionName: 'wild' }],
      rules: [buildRule('/', 'v2'), buildRule('/only-wild', 'v2')],
    }),
    route('host-not-met', { parentRefs: [{ name: 'gw', sectionName: 'exact' }], hostnames: ['not.example.com'] }),
    route('host-by-wildcard', {
      parentRefs: [{ name: 'gw', sectionName: 'exact' }],
      hostnames: ['*.example.com'],
      rules: [buildRule('/by-wildcard', 'v1')],
    }),
    route('strained', {
      hostnames: ['strained.org'],
      rules: [buildRule('/', 'v1', { filters: [{ type: 'ExtensionRef' }] })],
    }),
    ...buildExtendedHttpWorld(),
    ...buildStreamWorld(),
    ...buildGatewayWorld(await pairOf('a')),
    parent('no-section', 'absent'),
    parent('same-only', 'http', 'other'),
    parent('not-selected', 'selected', 'other'),
    parent('selected', 'selected', 'team'),
    parent('all', 'all', 'other'),
    parent('bad-kinds', 'bad-kinds'),
    parent('on-https-b', 'https-b'),
    route('two-parents', { parentRefs: [{ name: 'gw', sectionName: 'all' }, { name: 'gw2' }] }),
  ];
}

/** The same cluster after changes: generations rise, a grant is revoked, a route goes, a listener comes and one goes. */
export function buildSecondWorld(objects: readonly StoredObject[]): StoredObject[] {
  return objects
    .filter(({ kind, metadata }) => {
      if (kind === 'ReferenceGrant' && metadata.namespace === 'all') return false;
      return metadata.name !== 'selected';
    })
    .map((object) => {
      const metadata = { ...object.metadata, generation: (object.metadata.generation ?? 1) + 1 };
      const spec = changeSpec(object);
      if (spec) return { ...object, metadata, spec } as StoredObject;
      if (object.kind !== 'Gateway' || metadata.name !== 'gw') return { ...object, metadata };
      const changed = [
        ...listeners.filter(({ name }) => name !== 'kinds'),
        { name: 'added', port: 8090, protocol: 'HTTP' },
      ];
      return { ...buildGateway('gw', changed), metadata } as StoredObject;
    });
}

/** What of a Gateway's ListenerSets and of a route of each kind is otherwise in the second state. */
function changeSpec({ kind, metadata, ...rest }: StoredObject): object | undefined {
  const { spec } = rest as { spec?: object };
  if (kind === 'Gateway' && metadata.name === 'allows-all') return { ...spec, allowedListeners: undefined };
  if (!['tcp-missing', 'udp', 'pass-exact', 'grpc-method'].includes(metadata.name) || !kind.endsWith('Route')) {
    return undefined;
  }
  return { ...spec, parentRefs: [{ name: 'streams', sectionName: 'elsewhere' }] };
}

const pairs = new Map<string, ReturnType<typeof buildKeyPair>>();

function pairOf(name: string): ReturnType<typeof buildKeyPair> {
  const known = pairs.get(name) ?? buildKeyPair(name);
  pairs.set(name, known);
  return known;
}
