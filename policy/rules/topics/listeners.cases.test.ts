import { gateway, https, listener, listenerSet, object, route, type TopicCases } from '../testing.ts';

const at = (path: string) => [`Gateway infra/edge ${path}`];
const of = (...listeners: object[]) => [gateway(listeners as never)];
const from = (namespaces: object, more: object = {}) =>
  of(listener('http', { allowedRoutes: { namespaces }, ...more }));
const contradiction = { matchLabels: { a: 'x' }, matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['x'] }] };
const named = (name: string, gatewayClassName = 'c') =>
  object('Gateway', name, 'infra', { spec: { gatewayClassName, listeners: [] } });

export const listenerCases: TopicCases = {
  'gateway-class-missing': {
    fires: [
      { name: 'no class in a closed world', objects: of(listener('a')), closed: true, at: at('spec.gatewayClassName') },
      {
        name: 'another name than the classes have',
        objects: [...of(listener('a')), object('GatewayClass', 'acne', undefined, {})],
        level: 'warning',
        says: 'did you mean acne',
      },
    ],
    misses: [
      { name: 'a class that is elsewhere', objects: of(listener('a')) },
      {
        name: 'one that is there',
        objects: [...of(listener('a')), object('GatewayClass', 'acme', undefined, {})],
        closed: true,
      },
    ],
  },
  'listener-tcp-conflict': {
    fires: [
      {
        name: 'TCP beside HTTP',
        objects: of(listener('a'), listener('b', { protocol: 'TCP' })),
        at: at('spec.listeners[1]'),
      },
      {
        name: 'within one ListenerSet',
        objects: [listenerSet([listener('a'), listener('b', { protocol: 'TCP' })])],
        at: ['ListenerSet infra/s spec.listeners[1]'],
        says: 'neither may be accepted',
      },
    ],
    misses: [
      { name: 'TCP beside UDP', objects: of(listener('a', { protocol: 'TCP' }), listener('b', { protocol: 'UDP' })) },
      { name: 'another port', objects: of(listener('a'), listener('b', { protocol: 'TCP', port: 81 })) },
    ],
  },
  'listener-repeated': {
    fires: [
      {
        name: 'the same hostname',
        objects: of(listener('a', { hostname: 'x.example' }), listener('b', { hostname: 'x.example' })),
        at: at('spec.listeners[1]'),
      },
      {
        name: 'within one ListenerSet, where none goes first',
        objects: [listenerSet([listener('a', { hostname: 'x.example' }), listener('b', { hostname: 'x.example' })])],
        at: ['ListenerSet infra/s spec.listeners[1]'],
        says: 'neither may be accepted',
      },
      { name: 'two of UDP', objects: of(listener('a', { protocol: 'UDP' }), listener('b', { protocol: 'UDP' })) },
    ],
    misses: [
      {
        name: 'in two ListenerSets, of which the older one goes first',
        objects: [
          listenerSet([listener('a', { hostname: 'x.example' })], 's'),
          listenerSet([listener('a', { hostname: 'x.example' })], 't'),
        ],
      },
      { name: 'no hostname beside one', objects: of(listener('a', { hostname: 'x.example' }), listener('b')) },
      {
        name: 'two of an implementation',
        objects: of(listener('a', { protocol: 'acme.example/x' }), listener('b', { protocol: 'acme.example/x' })),
      },
    ],
  },
  'listener-mixed-protocols': {
    fires: [{ name: 'HTTP beside HTTPS', objects: of(listener('a', { port: 443 }), https('b')) }],
    misses: [{ name: 'HTTPS beside TLS', objects: of(https('a'), https('b', { protocol: 'TLS' })) }],
  },
  'listener-tls-https-conflict': {
    fires: [{ name: 'the same hostname', objects: of(https('a'), https('b', { protocol: 'TLS' })) }],
    misses: [
      { name: 'another hostname', objects: of(https('a'), https('b', { protocol: 'TLS', hostname: 'x.example' })) },
    ],
  },
  'listener-tls-overlap': {
    fires: [
      {
        name: 'a name below a wildcard',
        objects: of(https('a', { hostname: '*.x.example' }), https('b', { hostname: 'a.x.example' })),
      },
    ],
    misses: [
      {
        name: 'two domains',
        objects: of(https('a', { hostname: 'a.example' }), https('b', { hostname: 'b.example' })),
      },
      {
        name: 'HTTP',
        objects: of(listener('a', { hostname: '*.x.example' }), listener('b', { hostname: 'a.x.example' })),
      },
    ],
  },
  'listener-kinds': {
    fires: [
      {
        name: 'TCPRoute over HTTP',
        objects: from({}, { allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } }),
        at: at('spec.listeners[0].allowedRoutes.kinds[0]'),
      },
      {
        name: 'HTTPRoute of the core group, as a warning',
        objects: from({}, { allowedRoutes: { kinds: [{ group: '', kind: 'HTTPRoute' }] } }),
        level: 'warning',
      },
    ],
    misses: [
      { name: 'GRPCRoute over HTTPS', objects: of(https('a', { allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })) },
      {
        name: 'a kind of an implementation',
        objects: from({}, { allowedRoutes: { kinds: [{ group: 'acme.example', kind: 'AcmeRoute' }] } }),
      },
      {
        name: 'TCPRoute over TLS',
        objects: of(https('a', { protocol: 'TLS', allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } })),
      },
    ],
  },
  'listener-admits-nobody': {
    fires: [
      {
        name: 'a contradiction',
        objects: from({ from: 'Selector', selector: contradiction }),
        at: at('spec.listeners[0].allowedRoutes.namespaces'),
      },
      { name: 'no selector', objects: from({ from: 'Selector' }), says: 'there is no selector' },
      {
        name: 'a key that must exist and must not',
        objects: from({
          from: 'Selector',
          selector: {
            matchExpressions: [
              { key: 'a', operator: 'Exists' },
              { key: 'a', operator: 'DoesNotExist' },
            ],
          },
        }),
      },
    ],
    misses: [
      {
        name: 'a selector that can be met',
        objects: from({
          from: 'Selector',
          selector: { matchLabels: { a: 'x' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['x', 'y'] }] },
        }),
      },
      { name: 'an empty selector, which takes all', objects: from({ from: 'Selector', selector: {} }) },
    ],
  },
  'listener-admits-everybody': {
    fires: [
      { name: 'no hostname', objects: from({ from: 'All' }), at: at('spec.listeners[0]') },
      { name: 'an empty selector', objects: from({ from: 'Selector', selector: {} }) },
    ],
    misses: [
      { name: 'a hostname', objects: from({ from: 'All' }, { hostname: '*.x.example' }) },
      { name: 'its own namespace', objects: from({ from: 'Same' }) },
    ],
  },
  'listener-idle': {
    fires: [
      {
        name: 'a listener that no route fits',
        objects: [...of(listener('a', { hostname: 'x.example' })), route({ hostnames: ['y.example'] })],
        closed: true,
      },
    ],
    misses: [
      { name: 'a route', objects: [gateway(), route()], closed: true },
      { name: 'routes that may be elsewhere', objects: [gateway()] },
    ],
  },
  'listener-hostname-ip': {
    fires: [
      {
        name: 'one of a route',
        objects: [route({ hostnames: ['10.0.0.1'] })],
        at: ['HTTPRoute shop/r spec.hostnames[0]'],
      },
      { name: 'one of a listener', objects: of(listener('a', { hostname: '10.0.0.1' })) },
    ],
    misses: [{ name: 'a name of digits', objects: [route({ hostnames: ['10.0.0.1.example'] })] }],
  },
  'gateway-name-long': {
    fires: [
      {
        name: '64 characters',
        objects: [named('a'.repeat(64))],
        at: [`Gateway infra/${'a'.repeat(64)} metadata.name`],
      },
      { name: '63 with the class', objects: [named('a'.repeat(62))], level: 'info' },
    ],
    misses: [{ name: '61 with the class', objects: [named('a'.repeat(61))] }],
  },
};
