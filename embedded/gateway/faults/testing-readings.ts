import type { Behaviour } from '../behaviour/types.ts';
import type { Gateway, GatewayClass, Listener } from '../model/gateway.ts';
import type { HttpRouteRule, RouteMatch } from '../model/http-route.ts';
import type { Meta, StoredObject } from '../model/meta.ts';
import { buildModel, type Model } from '../model/model.ts';
import type { Route } from '../model/route.ts';
import type { HttpEntry } from '../model/served.ts';
import {
  buildBackend,
  buildClass,
  buildGateway,
  buildGrant,
  buildListenerSet,
  buildNamespace,
  buildPolicy,
  buildRoute,
  buildSecret,
} from '../testing.ts';

const again = (more: Partial<Meta> = {}): Partial<Meta> => ({ uid: 'again', ...more });
const path = (value: string): RouteMatch => ({ path: { type: 'PathPrefix', value } });
const from = (namespace: string) => ({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace });
const to = (name?: string) => ({ group: '', kind: 'Service', ...(name ? { name } : {}) });

/** Objects that come, are changed, go and are made anew, one stage after another. */
const STAGES: readonly (readonly StoredObject[])[] = [
  [
    ...listObjects('one', {}),
    buildNamespace('labelled', { old: 'yes' }),
    buildGateway('orphan'),
    buildGateway('growing', [listener('a'), listener('b')]),
    buildGrant('twin-1', 'far', { from: [from('ns'), from('x')], to: [to('one'), to('two'), to()] }),
    buildGrant('twin-2', 'far', { from: [from('ns'), from('x')], to: [to('one'), to('two'), to()] }),
  ],
  [
    ...listObjects('two', {}),
    buildNamespace('labelled', {}),
    buildClass(),
    buildGateway('orphan'),
    buildGateway('growing', [listener('a')]),
    buildGrant('twin-2', 'far', { from: [from('ns'), from('x')], to: [to('one'), to('two'), to()] }),
  ],
  [
    ...listObjects('two', again({ creationTimestamp: '2025-01-01T00:00:00Z' })),
    buildClass(),
    buildGateway('growing', [listener('a'), listener('b')]),
  ],
];

function listener(name: string, more: Partial<Listener> = {}): Listener {
  return { name, port: 80, protocol: 'HTTP', ...more };
}

/** One of each kind, with values that tell which edition it is. */
function listObjects(edition: string, metadata: Partial<Meta>): readonly StoredObject[] {
  const protocol = edition === 'one' ? 'HTTP' : 'TCP';
  const own = listener('a', {
    protocol,
    hostname: `${edition}.org`,
    tls: { certificateRefs: [{ name: edition }] },
    allowedRoutes: { namespaces: { from: edition } },
  });
  const rule: HttpRouteRule = {
    matches: [path(`/${edition}`), path('/second')],
    timeouts: { request: edition === 'one' ? '1s' : '2s' },
    retry: { attempts: edition === 'one' ? 1 : 2 },
    filters: [{ type: 'URLRewrite', urlRewrite: { hostname: `${edition}.org` } }],
    backendRefs: [{ name: 'v1', filters: [{ type: edition }] }, { name: 'v2' }],
  };
  const policy = buildPolicy('policy', edition, {
    subjectAltNames: [{ type: 'Hostname', hostname: `${edition}.org` }],
    caCertificateRefs: ['ca', 'more'].map((name) => ({ group: '', kind: 'ConfigMap', name })),
  });
  const [target] = policy.spec.targetRefs;
  policy.spec.targetRefs = target ? [target, { ...target, name: 'second' }] : [];
  const gatewayClass: GatewayClass = { ...buildClass(), metadata: { name: 'changing' } };
  gatewayClass.spec = { ...gatewayClass.spec, parametersRef: { group: '', kind: 'X', name: edition } };
  const objects = [
    buildRoute('route', { rules: [rule] }),
    buildGateway('edited', [own]),
    buildListenerSet('set', [own], { namespace: 'ns', gateway: 'gw' }),
    policy,
    gatewayClass,
    buildGrant('grant', 'far', { from: [from(edition)], to: [to(edition)] }),
    buildSecret('pair', { certificate: edition, privateKey: edition }),
    ...buildBackend('v1', '127.64.0.1'),
  ];
  return objects.map((object) => ({ ...object, metadata: { ...object.metadata, ...metadata } }) as StoredObject);
}

/** What objects are taken for, and what is decided of a second or a tenth thing. */
export function describeReadings(behaviour: Behaviour): unknown {
  return {
    stages: STAGES.map((objects) => describeModel(behaviour.reading.objects(buildModel(objects)))),
    classes: ['gwconf.dev/reference-gateway', 'gwconf.dev/reference-gateway-2', 'x.org/y'].map((controllerName) =>
      behaviour.reading.ownsClass({ ...buildClass(), spec: { controllerName } }),
    ),
    requests: describeRequests(behaviour),
    statuses: describeStatuses(behaviour),
    policies: describePolicies(behaviour),
  };
}

function describeModel(model: Model): unknown {
  return Object.values(model as unknown as Record<string, ReadonlyMap<string, unknown>>).map((field) => [...field]);
}

function describeRequests({
  precedence,
  matching,
  filters,
  hostnames,
  retries,
  mirrors,
  timeouts,
}: Behaviour): unknown {
  const entry = (ruleIndex: number, hostname: string, match: RouteMatch = {}): HttpEntry => ({
    kind: 'HTTPRoute',
    route: 'ns/r',
    created: '',
    ruleIndex,
    hostname,
    match,
    rule: { id: 'r', filters: [], backends: [], timeouts: {} },
  });
  const long = `${'a'.repeat(60)}.b.org`;
  const request = { scheme: 'http', host: 'a.org', hostHeader: 'a.org:81', port: 80, target: '/', match: {} } as const;
  return {
    rules: precedence.ruleOrder(entry(1, ''), entry(10, '')),
    hosts: [
      precedence.hostname(entry(0, 'a.org'), entry(0, '*.org', path('/longer'))),
      precedence.hostname(entry(0, '*.a.org'), entry(0, '*.org')),
    ],
    head: matching.method('GET', 'HEAD'),
    set: filters.setHeader(
      [
        ['a', '1'],
        ['A', '2'],
      ],
      'a',
      '3',
    ),
    redirect: filters.redirect({}, request),
    long: hostnames.matches(long, `${long}.x`),
    bodies: [retries.hasBody, mirrors.hasBody, timeouts.restarts],
  };
}

function describeStatuses({ status }: Behaviour): unknown {
  const route = (kind: string) => ({ kind, metadata: { name: 'r', namespace: 'ns' } }) as Route;
  const stood = { type: 'Conflicted', status: 'True', reason: 'X', message: '', lastTransitionTime: 'then' } as const;
  const next = { type: 'Conflicted', status: 'False', reason: 'Y', message: '' } as const;
  const parents = ['one', 'two'].map((name) => ({
    parentRef: { name },
    conditions: [{ ...next, reason: name, observedGeneration: 2 }],
  }));
  return {
    counted: [
      status.counting(['a', 'b']),
      status.countedAs(route('HTTPRoute')) === status.countedAs(route('GRPCRoute')),
    ],
    unserved: status.attachedRoutes('l', 3, 3, false),
    parents: status.parents(route('HTTPRoute'), parents),
    settled: [
      status.settled(stood, next),
      status.settled(stood, { ...next, status: 'True' }),
      status.settled({ ...stood, reason: 'ListenersNotValid' }, { ...next, type: 'Accepted', status: 'True' }),
    ],
  };
}

function describePolicies({ backendTls, frontend }: Behaviour): unknown {
  const policy = { services: ['ns/s'] };
  const gateway: Gateway = buildGateway('gw');
  return {
    preferred: [backendTls.prefer(policy, policy), backendTls.prefer(undefined, policy)],
    clients: frontend.authorities(gateway, 8443, ['one', 'two']),
  };
}
