import type { Behaviour } from '../behaviour/types.ts';
import type { Gateway, Listener } from '../model/gateway.ts';
import type { HttpRouteRule, RouteFilter } from '../model/http-route.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { NamedMatch, Route } from '../model/route.ts';
import {
  buildConfigMap,
  buildGateway,
  buildGrant,
  buildListenerSet,
  buildPolicy,
  buildRoute,
  buildSecret,
} from '../testing.ts';
import { describeRichRequests, describeTexts } from './testing-rich-requests.ts';

const count = (to: number) => Array.from({ length: to }, (_, index) => index + 1);
const names = (what: string, to: number) => count(to).map((number) => `${what}-${number}`);
const long = (last: string) => 'long'.repeat(200) + last;
const conditions = (what: string, to: number): NamedMatch[] =>
  names(what, to).map((name) => ({ name, value: long('') }));
const listeners = (to: number): Listener[] => names('l', to).map((name) => ({ name, port: 80, protocol: 'HTTP' }));

function listRules(edition: string): HttpRouteRule[] {
  const headers = conditions('x', 16);
  const filters: RouteFilter[] = [
    { type: 'RequestHeaderModifier', requestHeaderModifier: { set: headers, remove: names('y', 16) } },
    { type: 'RequestMirror', requestMirror: { backendRef: { group: 'x', name: 'm' } } },
    { type: 'CORS', cors: { allowOrigins: names('https://o', 64) } },
  ];
  return [
    {
      matches: [
        { path: { type: 'Exact', value: `/${long('')}` }, headers, queryParams: conditions('q', 16) },
        { headers },
      ],
      filters,
      timeouts: { request: '1s' },
      backendRefs: [
        { name: 'one', port: 80 },
        { name: 'one', port: edition === 'one' ? 65_535 : 81 },
        { name: 'one', port: 80 },
        ...names('b', 16).map((name) => ({ name, group: 'x', port: 80 })),
        { name: 'far', namespace: 'far', port: 80 },
      ],
    },
    { backendRefs: [{ name: edition, port: 80, filters }] },
    ...(edition === 'one' ? [] : [{ matches: [], backendRefs: [{ name: 'third', port: 80 }] }]),
  ];
}

/** Objects as large as they may be, in one of two editions of the same objects. */
function listObjects(edition: string): readonly StoredObject[] {
  const route = buildRoute('rich', { parentRefs: names('p', 32).map((name) => ({ name })), rules: listRules(edition) });
  const set = buildListenerSet('rich', listeners(edition === 'one' ? 64 : 65), { namespace: 'far', gateway: edition });
  const secured: Listener = {
    name: 'https',
    port: edition === 'one' ? 443 : 8443,
    protocol: 'HTTPS',
    hostname: `${edition}.org`,
    tls: { certificateRefs: [{ group: 'x', name: edition }] },
    allowedRoutes: { namespaces: { from: edition }, kinds: [{ kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }] },
  };
  const gateway: Gateway = buildGateway('rich', [secured, ...listeners(63)]);
  gateway.spec = { ...gateway.spec, gatewayClassName: edition, addresses: [{ value: edition }] };
  gateway.spec.tls = { backend: { clientCertificateRef: { name: edition } } };
  gateway.spec.allowedListeners = { namespaces: { from: edition } };
  const policy = buildPolicy('rich', edition, {
    subjectAltNames: names('n', 5).map((hostname) => ({ type: 'Hostname', hostname })),
    caCertificateRefs: [{ group: 'x', kind: 'ConfigMap', name: edition }],
  });
  policy.spec.targetRefs = [
    { group: 'x', kind: 'X', name: 'one', ...(edition === 'one' ? {} : { sectionName: 'two' }) },
  ];
  const service = (namespace: string, name: string, appProtocol: string): StoredObject =>
    ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace, name, uid: `${namespace}/${name}` },
      spec: { ports: [{ port: 80, appProtocol }, { port: edition === 'one' ? 81 : 82 }] },
    }) as StoredObject;
  return [
    route,
    ...(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map((kind) => ({ ...route, kind })),
    ...['a', 'b'].map((last) => buildRoute(`${'r'.repeat(70)}${last}`, {})),
    ...['a', 'b'].map((last) => buildSecret(`${'s'.repeat(70)}${last}`, { certificate: last, privateKey: last })),
    ...['a', 'b'].map((last) => buildConfigMap(`${'c'.repeat(70)}${last}`, { 'ca.crt': last })),
    ...(['ns', 'ns-a'] as const).flatMap((namespace) => {
      const name = namespace === 'ns' ? 'a-b' : 'b';
      return [service(namespace, name, edition), buildRoute(name, {}, { namespace, uid: namespace })];
    }),
    service('ns', 'far', edition),
    gateway,
    set,
    buildListenerSet('zz', [secured, ...listeners(2)], { gateway: edition }),
    policy,
    buildGrant('rich', 'far', {
      from: names('f', 16).map((namespace) => ({ group: 'x', kind: 'x', namespace })),
      to: names('t', 16).map((name) => ({ group: '', kind: 'x', name })),
    }),
    ...(edition === 'one' ? [buildPolicy('gone', 'gone'), buildGrant('gone', 'far', { from: [], to: [] })] : []),
    ...['ns', 'far'].map((name): StoredObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
  ];
}

/** Made once, since every fault is asked about them. */
const MODELS = ['one', 'two'].map((edition) => buildModel(listObjects(edition)));

const selecting = {
  from: 'Selector',
  selector: {
    matchLabels: { a: '1', b: '2' },
    matchExpressions: [
      { key: 'c', operator: 'NotIn', values: ['x'] },
      { key: 'd', operator: 'Exists' },
      { key: 'e', operator: 'DoesNotExist' },
      { key: 'f', operator: 'In', values: ['1', '2'] },
    ],
  },
};
const fitting = { a: '1', b: '2', d: 'yes', f: '2' };
const labels = [fitting, { ...fitting, b: '3' }, { ...fitting, c: 'x' }, { ...fitting, e: '1' }];

function describeAttachment({ attachment, listeners: { allowsSet } }: Behaviour): unknown {
  const owner = { kind: 'ListenerSet', key: 'ns/gw', namespace: 'ns' } as unknown as Parameters<
    typeof attachment.ofParent
  >[0];
  const gateway = buildGateway('gw');
  return {
    selected: [selecting, { from: 'Selector', selector: {} }].flatMap((namespaces) =>
      labels.map((each) => [
        attachment.namespaceAllowed(
          { name: 'l', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces } },
          'x',
          'y',
          each,
        ),
        allowsSet({ ...gateway, spec: { ...gateway.spec, allowedListeners: { namespaces } } }, 'y', each),
      ]),
    ),
    named: attachment.selects(
      { name: 'gw', sectionName: `${'s'.repeat(70)}a` },
      { name: `${'s'.repeat(70)}b`, port: 80, protocol: 'HTTP' },
    ),
    parents: attachment.parentRefs({
      kind: 'HTTPRoute',
      metadata: { namespace: 'ns', name: 'r' },
      spec: { parentRefs: [{ group: 'x', name: 'gw' }] },
    } as Route),
    ofParent: attachment.ofParent(owner, 'Gateway', 'ns/gw'),
    kinds: attachment.supportedKinds(
      [{ group: 'x', kind: 'HTTPRoute' }],
      [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
    ),
  };
}

/** What is made of objects, texts and requests that are larger or rarer than others. */
export function describeRich(behaviour: Behaviour): unknown {
  const { objects, ownsClass } = behaviour.reading;
  const described = MODELS.map((model) => Object.values(objects(model)).map((field) => [...field]));
  return {
    described,
    classes: ['one', 'two'].map((name) =>
      ownsClass({
        apiVersion: '',
        kind: 'GatewayClass',
        metadata: { name },
        spec: { controllerName: 'gwconf.dev/reference-gateway' },
      }),
    ),
    attachment: describeAttachment(behaviour),
    texts: describeTexts(behaviour),
    requests: describeRichRequests(behaviour),
  };
}
