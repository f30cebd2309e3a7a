import type { Behaviour } from '../behaviour/types.ts';
import type { Gateway } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { Frontend, HttpBackend, HttpEntry, ServedListener } from '../model/served.ts';
import {
  buildBackend,
  buildClass,
  buildGateway,
  buildNamespace,
  buildPolicy,
  buildRoute,
  buildSecret,
} from '../testing.ts';

const filters = (value: string) => [
  { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value }] } },
];
const ported = (appProtocol: string): StoredObject[] =>
  buildBackend('web', '127.64.0.1').map((object) =>
    object.kind === 'Service'
      ? ({ ...object, spec: { ports: [{ port: 80, appProtocol }, { port: 81 }] } } as StoredObject)
      : object,
  );
const calls = {
  ...buildRoute('calls', {}),
  kind: 'GRPCRoute',
  spec: { rules: [{ matches: [{ headers: [{ name: 'a', value: 'b' }] }] }] },
} as StoredObject;
const external = { ...buildBackend('away', '127.64.0.3')[0], spec: { type: 'ExternalName' } } as StoredObject;
const orphan: Gateway = buildGateway('orphan');
orphan.spec = { ...orphan.spec, gatewayClassName: 'absent' };

const SHARED = [buildNamespace('ns', { team: 'gold' }), buildClass(), buildGateway('gw')];
const twice = buildRoute('twice', {
  rules: [
    { backendRefs: [{ name: 'web', port: 80, filters: filters('one') }] },
    { backendRefs: [{ name: 'web', port: 81, weight: 0 }] },
  ],
});
const again = buildRoute('zwice', { rules: [{ backendRefs: [{ name: 'web', port: 80, filters: filters('two') }] }] });

/** Objects that come, change and go, and that others must not be held up by. */
const STAGES = [
  [...SHARED, twice, again, calls, ...ported('one'), buildSecret('pair', { certificate: 'one', privateKey: 'one' })],
  [...SHARED, twice, ...ported('two'), buildSecret('pair', { certificate: 'two', privateKey: 'two' })],
  [...SHARED, orphan, buildRoute('lost', { parentRefs: [{ name: 'orphan' }] })],
  [...SHARED, external, buildRoute('away', { rules: [{ backendRefs: [{ name: 'away', port: 8080 }] }] })],
  [...SHARED, policyForPort()],
];

function policyForPort(): StoredObject {
  const policy = buildPolicy('policy', 'one');
  policy.spec.targetRefs = policy.spec.targetRefs.map((ref) => ({ ...ref, sectionName: 'web' }));
  return policy;
}

const backend: HttpBackend = {
  ref: { name: 'web', port: 443 },
  weight: 1,
  unsecured: 'no authority',
  endpoints: [],
  protocol: 'http',
  filters: [],
};
const entry = (created: string, hostname?: string): HttpEntry => ({
  kind: 'HTTPRoute',
  route: `ns/${created}`,
  created: created === 'a' ? '2' : '1',
  ruleIndex: 0,
  ...(hostname ? { hostname } : {}),
  match: {},
  rule: { id: created, filters: [], backends: [backend], timeouts: {} },
});
const listener = (port: number, hostname: string, more: Partial<ServedListener> = {}): ServedListener => ({
  gateway: 'ns/gw',
  name: `${hostname}-${port}`,
  hostname,
  port,
  protocol: 'HTTP',
  passesThrough: false,
  certificates: [],
  requests: [entry(`${port}`, `a.${hostname}`)],
  streams: [],
  ...more,
});
const frontend: Frontend = {
  key: 'ns/gw',
  ports: [8080, 80].map((port) => ({ port, transport: 'http' as const, listeners: [listener(port, `x${port}.org`)] })),
};

function describeRequests({ filters: policy, precedence, grpcPrecedence, streamPrecedence }: Behaviour): unknown {
  const path = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/to' } as const;
  const root = { path: { type: 'PathPrefix', value: '/' } } as const;
  const request = {
    scheme: 'http',
    host: 'a.org',
    hostHeader: 'a.org',
    port: 8080,
    target: '/x',
    match: root,
  } as const;
  const filter = { type: 'URLRewrite' };
  return [
    policy.rewritePath('/x', { path }, root),
    policy.redirect({ path }, request),
    policy.redirect({ scheme: 'http' }, request),
    policy.redirect({}, { ...request, port: 80 }),
    policy.ofRequest([filter, filter], [], { method: 'GET', headers: [] }).length,
    precedence.hostname(entry('a'), entry('b', 'b.org')),
    [precedence, grpcPrecedence, streamPrecedence].map(({ age }) => age(entry('a') as never, entry('b') as never)),
  ];
}

function describeHosts({ hostnames }: Behaviour): unknown {
  const wild = [listener(80, '*.a.org'), listener(80, '*.b.a.org')];
  const passing = listener(443, 'a.org', { protocol: 'TLS', passesThrough: true });
  return [hostnames.select(wild, 'x.b.a.org'), hostnames.select([passing], 'other.org').length];
}

function describeDecisions({ grants, grpc, status, attachment, timeouts, retries, reading }: Behaviour): unknown {
  const ref = { name: 'gw' };
  const kinds = ['HTTPRoute', 'GRPCRoute'].map((kind) => ({ kind }));
  return [
    grpc.matchesName('service', 'Exact', 'a.b', 'a_b'),
    ['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) =>
      grants.verdict(
        { from: { group: '', kind, namespace: 'ns' }, to: { group: '', kind: 'Service', namespace: 'far', name: 'v' } },
        true,
      ),
    ),
    status.reason('BackendTLSPolicy', 'ResolvedRefs', 'InvalidCACertificateRef'),
    status.attachedRoutes('ListenerSet ns/set/http', 1, 1, true),
    [kinds, kinds.slice(0, 1)].map((listed) => status.writtenKinds(listed, listed)),
    ['one', 'two'].map((name) => attachment.selects(ref, { name, port: 80, protocol: 'HTTP' })),
    timeouts.request({ backendRequest: '1s' }),
    retries.attempts({ attempts: 2 }),
    reading.ownsClass({ ...buildClass(), spec: { controllerName: 'example.org/other' } }),
  ];
}

function describeEndpoints({ backends }: Behaviour): unknown {
  const [, slice] = buildBackend('web', '127.64.0.1');
  const ports = [
    { name: 'web', port: 80, targetPort: 'named' },
    { name: 'more', port: 81 },
  ] as const;
  const service = (clusterIP: string) =>
    ({ ...slice, kind: 'Service', spec: { clusterIP, ports } }) as unknown as Parameters<typeof backends.endpoints>[0];
  return [
    ...ports.map((port) => backends.endpoints(service('127.96.0.1'), port, [slice as never])),
    backends.endpoints(service('None'), { name: 'web', port: 80 }, [slice as never]),
  ];
}

/** What is made of the cases that users of controllers reported. */
export function describeReported(behaviour: Behaviour): unknown {
  return {
    // First, since a redirect may depend on what is served.
    served: behaviour.serving.frontends([frontend]),
    stages: STAGES.map((objects) =>
      Object.values(behaviour.reading.objects(buildModel(objects))).map((field) => [...field]),
    ),
    requests: describeRequests(behaviour),
    hosts: describeHosts(behaviour),
    decisions: describeDecisions(behaviour),
    endpoints: describeEndpoints(behaviour),
  };
}
