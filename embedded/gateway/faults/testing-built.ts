import type { Behaviour } from '../behaviour/types.ts';
import type { ForwardPlan, ReceivedRequest } from '../dataplane/http/types.ts';
import type { Listener } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { BackendTls, CompiledFilter, Frontend, HttpEntry, ServedListener } from '../model/served.ts';
import { separateLayout } from '../serving/layouts.ts';
import { computeState } from '../state.ts';
import {
  buildBackend,
  buildClass,
  buildConfigMap,
  buildGateway,
  buildGrant,
  buildGrpcRoute,
  buildListenerSet,
  buildNamespace,
  buildRoute,
  buildRule,
  buildSecret,
  buildStreamRoute,
} from '../testing.ts';

const open = { namespaces: { from: 'All' }, kinds: [] };
const https = (name: string, secret: string): Listener => ({
  name,
  port: 443,
  protocol: 'HTTPS',
  hostname: `${name}.org`,
  tls: { certificateRefs: [{ name: secret }] },
});
const listeners = (number: number): Listener[] => [
  { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: open },
  https(`first-${number}`, 'absent'),
  https('later', 'pair'),
  { name: 'tcp', port: 9000, protocol: 'TCP' },
  { name: 'udp', port: 9000, protocol: 'UDP' },
  { name: 'tls', port: 9443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
];

/** Another object of the name, in the same generation. */
const anew = <Kind extends StoredObject>(object: Kind, number: number): Kind => ({
  ...object,
  metadata: { ...object.metadata, uid: `${object.metadata.uid}-${number}` },
});
const mirror = (name: string) => ({ type: 'RequestMirror', requestMirror: { backendRef: { name, port: 8080 } } });

/** The cluster as it is at one time: by the second all that was late is there, and some of it was made anew. */
function listObjects(number: number): StoredObject[] {
  const gateway = buildGateway('gw', listeners(number));
  gateway.spec.allowedListeners = { namespaces: { from: 'All' } };
  const late =
    number === 0 ? [] : [...buildBackend('late', '127.64.0.2'), ...buildBackend('late', '127.64.0.3', 1, 'far')];
  const refs = [
    { name: 'one', port: 8080 },
    { name: 'late', port: 8080, weight: number },
    { name: 'late', namespace: 'far', port: 8080 },
  ];
  const filters = [mirror('late'), { type: 'CORS', cors: { allowOrigins: ['*'] } }];
  const spec = {
    hostnames: [`spec-${number}.org`],
    rules: [
      { matches: [], backendRefs: refs, filters },
      buildRule('/z', 'one', { backendRefs: [{ name: 'late', port: 8080 }] }),
      buildRule('/only', 'one', { backendRefs: [{ name: 'one', port: 8080, filters: [mirror('one')] }] }),
      ...(number === 0 ? [buildRule('/none', 'one', { backendRefs: [{ name: 'one', port: 8080, weight: 0 }] })] : []),
    ],
  };
  const [service, slice] = buildBackend('one', '127.64.0.1', 3000 + number);
  const named = (kind: 'TLSRoute' | 'TCPRoute' | 'UDPRoute') => {
    const route = buildStreamRoute(kind, 'twin', { backend: 'one', hostnames: [`spec-${number}.org`] });
    return anew({ ...route, spec: { ...route.spec, rules: [{ backendRefs: refs }] } }, number);
  };
  return [
    buildClass(),
    buildNamespace('ns'),
    buildNamespace('far'),
    anew(gateway, number),
    anew(buildListenerSet('set', listeners(number)), number),
    anew(buildRoute('twin', spec), number),
    anew(buildGrpcRoute('twin', spec as never), number),
    ...(['TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map(named),
    buildRoute('moving', { parentRefs: [{ name: 'gw', sectionName: number === 0 ? 'http' : 'later' }] }),
    STAYING,
    OF_SET,
    ...(service && slice
      ? [anew({ ...service, spec: { ports: [{ port: 8080 + number }] } } as StoredObject, number), slice]
      : []),
    ...(number === 0 ? [] : [buildSecret('pair', { certificate: 'c', privateKey: 'k' })]),
    ...late,
    anew(buildGrant('grant', 'far', { from: [], to: [{ group: '', kind: `Kind${number}` }] }), number),
    anew(buildConfigMap('ca', { text: `${number}` }), number),
  ];
}

/** The same objects all the time, while their parents are made anew. */
const STAYING = buildRoute('staying', {
  parentRefs: [
    { name: 'gw', sectionName: 'http' },
    { name: 'gw', sectionName: 'nowhere' },
  ],
});
const OF_SET = buildRoute('of-set', { parentRefs: [{ kind: 'ListenerSet', name: 'set' }] });

const tls: BackendTls = { policy: 'ns/p', hostname: 'policy.org', authorities: [], subjectAltNames: [] };
const entry = (route: string, ruleIndex: number, path: string, more: Partial<HttpEntry['rule']> = {}): HttpEntry => ({
  kind: 'HTTPRoute',
  route: `ns/${route}`,
  created: 'then',
  ruleIndex,
  match: { path: { type: 'PathPrefix', value: path }, headers: [{ name: 'a', value: path }] },
  rule: { id: `${route}#${ruleIndex}`, filters: [], backends: [], timeouts: {}, ...more },
});
const secured = {
  ref: { name: 'web', port: 443 },
  service: 'ns/web',
  weight: 1,
  endpoints: [{ address: '127.64.0.1', port: 443 }],
  protocol: 'http' as const,
  tls,
  filters: [],
};
const broken = {
  ref: { name: 'gone' },
  weight: 1,
  invalid: 'gone',
  endpoints: [],
  protocol: 'http' as const,
  filters: [],
};
const rewritten = { filters: [{ type: 'URLRewrite', urlRewrite: { hostname: 'rewritten.org' } }], backends: [secured] };
const ENTRIES = [
  entry('a', 0, '/long/path', { filters: [{ type: 'CORS', cors: {} }] }),
  entry('b', 0, '/long', rewritten),
  entry('b', 1, '/long', { backends: [secured] }),
  entry('a', 0, '/lo', { backends: [broken] }),
  entry('a', 1, '/l', { backends: [broken] }),
  entry('b', 0, '/'),
];

function serve(gateway: string, more: Partial<ServedListener>): Frontend {
  const listener: ServedListener = {
    gateway: `ns/${gateway}`,
    name: 'served',
    port: 443,
    protocol: 'HTTPS',
    passesThrough: false,
    certificates: [],
    validation: { authorities: [], allowsInvalid: false },
    requests: [...ENTRIES, ...ENTRIES.map((one) => ({ ...one, kind: 'GRPCRoute', match: {} }) as never)],
    streams: [],
    ...more,
  };
  const last = { ...listener, name: 'tcp', port: 9000 };
  return { key: `ns/${gateway}`, ports: [{ port: 443, transport: 'tls', listeners: [listener, last] }] };
}

function describeServed(behaviour: Behaviour): unknown {
  const certificate = (text: string) => ({ clientCertificate: { certificate: text, privateKey: text } });
  const frontends = behaviour.serving.frontends([serve('gw', certificate('one')), serve('zw', certificate('two'))]);
  const backends = frontends.flatMap(({ ports }) =>
    ports.flatMap((port) => port.listeners.flatMap(({ requests }) => requests.flatMap(({ rule }) => rule.backends))),
  );
  return {
    frontends,
    names: backends.map((backend) => backend.tls && behaviour.backendTls.serverName(backend.tls)),
    hosts: backends.flatMap(({ endpoints }) => endpoints.map((one) => behaviour.forwarding.host('sent.org', one))),
  };
}

const received: ReceivedRequest = {
  method: 'POST',
  target: '/old/x?q=1',
  host: 'sent.org',
  headers: [
    ['Connection', 'x-set'],
    ['x-set', 'sent'],
  ],
  client: '127.0.0.1',
  scheme: 'http',
  port: 80,
};

function describeRequests({ forwarding, matching, mirrors, retries, filters, grpc, hostnames }: Behaviour): unknown {
  const plan = { target: '/old/new/x?q=1', headers: [['Host', 'new.org']] } as unknown as ForwardPlan;
  const connection = {};
  const ports = [1, 2].map((port) => ({ port, transport: 'http' as const, listeners: [] }));
  const backends = ['one', 'two'].map((name) => ({ ...broken, ref: { name } }));
  const both: CompiledFilter[] = backends.map((backend) => ({ type: 'RequestMirror', backend }));
  const passing = serve('gw', { passesThrough: true, hostname: '*.org' }).ports[0]?.listeners ?? [];
  const ending = serve('gw', { hostname: 'a.org' }).ports[0]?.listeners ?? [];
  return [
    forwarding.lookAgain(received, plan),
    ports.map((port) => forwarding.ofConnection(connection, port, { ...received, host: `${port.port}.org` })),
    matching.conditions({ path: {}, headers: [{ name: 'a', value: 'b' }] }, [['Upgrade', 'websocket']]),
    mirrors.copied({ method: 'POST', target: '/x?q=1' }),
    mirrors.leavesBody,
    mirrors.select(both),
    [0, 1, 2].map((number) => [
      retries.target('/old/new/x?q=1', received.target, number),
      retries.headers([['x-set', 'filtered']], received.headers, number),
    ]),
    [200, 500].flatMap((status) =>
      [true, false].map((isEnded) => [
        filters.reaches('filters', { status, isEnded }),
        filters.reaches('own', { status, isEnded }),
      ]),
    ),
    filters.setHeader([], 'x_y', 'z'),
    filters.addHeader([], 'x_y', 'z'),
    filters.removeHeader([['x_y', 'z']], 'x_y'),
    grpc.matchesName('method', 'Exact', 'Two', 'EchoTwo'),
    hostnames.select([...passing, ...ending], 'a.org').map(({ hostname }) => hostname),
  ];
}

/** What is made of a cluster at two times, and of what the usual worlds do not have. */
export function describeBuilt(behaviour: Behaviour): unknown {
  const times = [0, 1].map((number) => {
    const model = buildModel(listObjects(number));
    const { frontends, routes, gateways, listenerSets } = computeState(model, behaviour, separateLayout(behaviour));
    const { grants, configMaps } = behaviour.reading.objects(model);
    const statuses = [...routes, ...gateways, ...listenerSets].map(({ desired }) => desired);
    return { frontends, statuses, grants: [...grants], configMaps: [...configMaps] };
  });
  const { backends } = behaviour;
  return {
    times,
    served: describeServed(behaviour),
    requests: describeRequests(behaviour),
    shares: backends.shares([broken, { ...broken, invalid: undefined } as never]),
  };
}
