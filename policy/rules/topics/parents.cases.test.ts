import { core, gateway, listener, route, type TopicCases, toEdge } from '../testing.ts';

const edge = gateway();
const at = (path: string) => [`HTTPRoute shop/r ${path}`];
const to = (more: object) => route({ parentRefs: [{ ...toEdge, ...more }] });
const allowing = (allowedRoutes: object, more: object = {}) => gateway([listener('http', { allowedRoutes, ...more })]);
const named = (hostname: string) => gateway([listener('http', { hostname })]);
const selecting = allowing({ namespaces: { from: 'Selector', selector: { matchLabels: { team: 'a' } } } });

export const parentCases: TopicCases = {
  'parent-missing': {
    fires: [
      {
        name: 'another name than the Gateways of the namespace have',
        objects: [edge, to({ name: 'edg' })],
        at: at('spec.parentRefs[0].name'),
        level: 'warning',
        says: 'did you mean edge',
      },
      { name: 'no Gateway in a closed world', objects: [to({})], closed: true, at: at('spec.parentRefs[0].name') },
      {
        name: 'no Service in a closed world',
        objects: [route({ parentRefs: [{ group: '', kind: 'Service', name: 'x' }] })],
        closed: true,
      },
    ],
    misses: [
      { name: 'a Gateway that may be anywhere', objects: [to({})] },
      { name: 'a Gateway that is there', objects: [edge, to({})], closed: true },
      {
        name: 'a parent of a foreign kind in a closed world',
        objects: [route({ parentRefs: [{ group: 'acme.example', kind: 'Mesh', name: 'x' }] })],
        closed: true,
      },
    ],
  },
  'parent-section': {
    fires: [
      {
        name: 'a listener that is not there',
        objects: [edge, to({ sectionName: 'htpp' })],
        at: at('spec.parentRefs[0].sectionName'),
        says: 'did you mean http',
      },
    ],
    misses: [
      { name: 'one that is', objects: [edge, to({ sectionName: 'http' })] },
      { name: 'an empty one', objects: [edge, to({ sectionName: '' })] },
      { name: 'a Gateway that is not in the files', objects: [to({ sectionName: 'x' })] },
    ],
  },
  'parent-port': {
    fires: [
      {
        name: 'a port without a listener',
        objects: [edge, to({ port: 8080 })],
        at: at('spec.parentRefs[0].port'),
        says: 'listens on 80',
      },
      {
        name: 'a listener of another port',
        objects: [gateway([listener('http'), listener('b', { port: 81 })]), to({ sectionName: 'http', port: 81 })],
      },
    ],
    misses: [{ name: 'a port with one', objects: [edge, to({ port: 80 })] }],
  },
  'parent-kind': {
    fires: [
      {
        name: 'an HTTPRoute at a listener for TCP',
        objects: [gateway([listener('tcp', { protocol: 'TCP' })]), to({})],
        at: at('spec.parentRefs[0]'),
      },
      {
        name: 'a kind that is not listed',
        objects: [allowing({ namespaces: { from: 'All' }, kinds: [{ kind: 'GRPCRoute' }] }), to({})],
      },
      {
        name: 'a protocol that only an implementation knows, as a warning',
        objects: [
          gateway([
            listener('x', {
              protocol: 'acme.example/quic',
              allowedRoutes: { namespaces: { from: 'All' }, kinds: [{ kind: 'TCPRoute' }] },
            }),
          ]),
          to({}),
        ],
        level: 'warning',
      },
    ],
    misses: [
      {
        name: 'one of two listeners that takes it',
        objects: [gateway([listener('tcp', { protocol: 'TCP', port: 81 }), listener('http')]), to({})],
      },
      {
        name: 'a protocol that only an implementation knows',
        objects: [gateway([listener('x', { protocol: 'acme.example/quic' })]), to({})],
      },
      {
        name: 'a listed kind',
        objects: [allowing({ namespaces: { from: 'All' }, kinds: [{ kind: 'HTTPRoute' }] }), to({})],
      },
    ],
  },
  'parent-namespace': {
    fires: [
      { name: 'a listener for its own namespace', objects: [allowing({}), to({})], at: at('spec.parentRefs[0]') },
      { name: 'labels that the namespace has not', objects: [selecting, core('Namespace', 'shop', undefined), to({})] },
      { name: 'labels that nobody tells, as a warning', objects: [selecting, to({})], level: 'warning' },
      {
        name: 'a route whose namespace is only assumed, as a warning',
        objects: [allowing({}), route({}, 'r', undefined)].map((each, index) =>
          index === 1 ? { ...each, metadata: { name: 'r' } } : each,
        ),
        level: 'warning',
      },
    ],
    misses: [
      { name: 'a route of the same namespace', objects: [allowing({}), route({}, 'r', 'infra')] },
      {
        name: 'a namespace that is selected by its name',
        objects: [
          allowing({
            namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
          }),
          to({}),
        ],
      },
      {
        name: 'labels that the namespace has',
        objects: [
          selecting,
          { ...core('Namespace', 'shop', undefined), metadata: { name: 'shop', labels: { team: 'a' } } },
          to({}),
        ],
      },
    ],
  },
  'parent-hostname': {
    fires: [
      {
        name: 'another domain',
        objects: [named('*.example.com'), route({ hostnames: ['a.example.net'] })],
        at: at('spec.parentRefs[0]'),
      },
      {
        name: 'the bare domain of a wildcard',
        objects: [named('*.example.com'), route({ hostnames: ['example.com'] })],
      },
    ],
    misses: [
      {
        name: 'a name below the wildcard',
        objects: [named('*.example.com'), route({ hostnames: ['a.b.example.com'] })],
      },
      { name: 'a wildcard above the name', objects: [named('a.example.com'), route({ hostnames: ['*.example.com'] })] },
      { name: 'no hostname', objects: [named('a.example.com'), to({})] },
      {
        name: 'a TCPRoute',
        objects: [gateway([listener('tcp', { protocol: 'TCP' })]), route({}, 'r', 'shop', 'TCPRoute')],
      },
      { name: 'names in another case', objects: [named('A.Example.com'), route({ hostnames: ['a.example.COM'] })] },
    ],
  },
  'hostname-ignored': {
    fires: [
      {
        name: 'one of two hostnames',
        objects: [named('*.example.com'), route({ hostnames: ['a.example.com', 'a.example.net'] })],
        at: at('spec.hostnames[1]'),
      },
    ],
    misses: [
      {
        name: 'hostnames of two listeners',
        objects: [
          gateway([listener('a', { hostname: 'a.example.com' }), listener('b', { hostname: 'a.example.net' })]),
          route({ hostnames: ['a.example.com', 'a.example.net'] }),
        ],
      },
      {
        name: 'another parent that is not in the files',
        objects: [
          named('*.example.com'),
          route({ parentRefs: [toEdge, { name: 'other' }], hostnames: ['a.example.com', 'a.example.net'] }),
        ],
      },
      {
        name: 'a route that attaches nowhere, of which another rule tells',
        objects: [named('*.example.com'), route({ hostnames: ['a.example.net'] })],
      },
    ],
  },
  'route-without-parents': {
    fires: [{ name: 'no parentRefs', objects: [route({ parentRefs: [] })], at: at('spec') }],
    misses: [
      { name: 'one that is nowhere', objects: [to({})] },
      {
        name: 'one that wants default Gateways',
        objects: [route({ parentRefs: undefined, useDefaultGateways: 'All' })],
      },
    ],
  },
  'hostname-covered': {
    fires: [
      {
        name: 'a name below a wildcard',
        objects: [route({ hostnames: ['a.example.com', '*.example.com'] })],
        at: at('spec.hostnames[0]'),
        says: 'covered by',
      },
      {
        name: 'a name twice',
        objects: [route({ hostnames: ['a.example.com', 'a.example.com'] })],
        at: at('spec.hostnames[1]'),
      },
    ],
    misses: [
      { name: 'the domain beside its wildcard', objects: [route({ hostnames: ['example.com', '*.example.com'] })] },
    ],
  },
};
