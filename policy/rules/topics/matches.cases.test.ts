import type { JsonObject } from '../../../apimachinery/types.ts';
import { gateway, listener, route, rule, type TopicCases, toEdge } from '../testing.ts';

const edge = gateway();
const matching = (...matches: JsonObject[]) => route({ rules: [{ matches, backendRefs: [{ name: 'a', port: 80 }] }] });
const path = (value: string, type = 'PathPrefix') => ({ path: { type, value } });
const own = (place: string) => [`HTTPRoute shop/r ${place}`];
const header = (name: string, value = 'x', type = 'Exact') => ({ type, name, value });
const grpc = (more: JsonObject = {}) => route({ rules: [{ backendRefs: [] }], ...more }, 'g', 'shop', 'GRPCRoute');
const old = (one: JsonObject) => ({
  ...one,
  metadata: { ...(one.metadata as object), creationTimestamp: '2026-01-01T00:00:00Z' },
});
const young = (one: JsonObject) => ({
  ...one,
  metadata: { ...(one.metadata as object), creationTimestamp: '2026-02-01T00:00:00Z' },
});
const wide = listener('wide', { hostname: '*.x.example' });
const narrow = listener('narrow', { hostname: 'a.x.example' });
const at = (sectionName: string) => ({ parentRefs: [{ ...toEdge, sectionName }] });
const tcp = listener('tcp', { protocol: 'TCP' });
const stream = (name: string, kind = 'TCPRoute') => route({ rules: [{ backendRefs: [] }] }, name, 'shop', kind);

export const matchCases: TopicCases = {
  'match-repeated': {
    fires: [
      {
        name: 'two rules',
        objects: [route({ rules: [rule('/a'), rule('/b'), rule('/a')] })],
        at: own('spec.rules[2].matches[0]'),
      },
      { name: 'two matches of one rule', objects: [matching(path('/a'), path('/a/'))] },
      { name: 'two rules without matches', objects: [route({ rules: [{}, {}] })], at: own('spec.rules[1]') },
      {
        name: 'headers in another order and case',
        objects: [matching({ headers: [header('a'), header('b')] }, { headers: [header('B'), header('A')] })],
      },
    ],
    misses: [
      { name: 'another type of path', objects: [matching(path('/a'), path('/a', 'Exact'))] },
      { name: 'another method', objects: [matching({ method: 'GET' }, { method: 'POST' })] },
      { name: 'another query', objects: [matching({ queryParams: [header('a')] }, { queryParams: [header('A')] })] },
      { name: 'rules of a TCPRoute', objects: [route({ rules: [{}, {}] }, 'r', 'shop', 'TCPRoute')] },
    ],
  },
  'match-shared': {
    fires: [
      {
        name: 'two routes',
        objects: [edge, route(), route({}, 's')],
        at: ['HTTPRoute shop/s spec.rules[0].matches[0]'],
        says: 'HTTPRoute shop/r wins, since it is first by',
      },
      {
        name: 'the older one, whatever its name',
        objects: [edge, young(route()), old(route({}, 's'))],
        says: 'HTTPRoute shop/s wins, since it is older, and HTTPRoute shop/r gets',
      },
      { name: 'another namespace', objects: [edge, route(), route({}, 'r', 'thief')], says: 'of another namespace' },
      {
        name: 'one hostname of several',
        objects: [edge, route({ hostnames: ['a.example', 'b.example'] }), route({ hostnames: ['b.example'] }, 's')],
      },
    ],
    misses: [
      {
        name: 'other hostnames',
        objects: [edge, route({ hostnames: ['a.example'] }), route({ hostnames: ['b.example'] }, 's')],
      },
      {
        name: 'a wildcard beside a name, which goes first',
        objects: [edge, route({ hostnames: ['*.example'] }), route({ hostnames: ['b.example'] }, 's')],
      },
      {
        name: 'other listeners',
        objects: [gateway([wide, listener('b', { port: 81 })]), route(at('wide')), route(at('b'), 's')],
      },
      { name: 'other kinds', objects: [edge, route(), grpc()] },
      { name: 'routes of one name, which replace one another', objects: [edge, route(), route()] },
      { name: 'other paths', objects: [edge, route(), route({ rules: [rule('/s')] }, 's')] },
    ],
  },
  'hostname-taken': {
    fires: [
      {
        name: 'a listener for the name',
        objects: [gateway([wide, narrow]), route({ ...at('wide'), hostnames: ['a.x.example', 'b.x.example'] })],
        at: own('spec.hostnames[0]'),
      },
    ],
    misses: [
      { name: 'both listeners', objects: [gateway([wide, narrow]), route({ hostnames: ['a.x.example'] })] },
      {
        name: 'another port',
        objects: [gateway([wide, { ...narrow, port: 81 }]), route({ ...at('wide'), hostnames: ['a.x.example'] })],
      },
      {
        name: 'another name',
        objects: [gateway([wide, narrow]), route({ ...at('wide'), hostnames: ['b.x.example'] })],
      },
    ],
  },
  'hostname-absent': {
    fires: [{ name: 'neither', objects: [edge, route()], at: own('spec.parentRefs[0]') }],
    misses: [
      { name: 'one of the listener', objects: [gateway([wide]), route()] },
      { name: 'one of the route', objects: [edge, route({ hostnames: ['a.example'] })] },
    ],
  },
  'match-header-repeated': {
    fires: [
      {
        name: 'another case',
        objects: [matching({ headers: [header('a'), header('A', 'y')] })],
        at: own('spec.rules[0].matches[0].headers[1]'),
      },
      { name: 'a parameter', objects: [matching({ queryParams: [header('a'), header('a', 'y')] })] },
    ],
    misses: [
      { name: 'other names', objects: [matching({ headers: [header('a'), header('b')] })] },
      { name: 'parameters of another case', objects: [matching({ queryParams: [header('a'), header('A')] })] },
    ],
  },
  'match-path-pattern': {
    fires: [
      { name: 'an asterisk', objects: [matching(path('/api/*'))], at: own('spec.rules[0].matches[0].path.value') },
      { name: 'a regular expression', objects: [matching(path('/api/.+', 'Exact'))] },
    ],
    misses: [
      { name: 'a dot', objects: [matching(path('/a.b+c'))] },
      { name: 'a regular expression that is one', objects: [matching(path('/api/.*', 'RegularExpression'))] },
    ],
  },
  'match-path-query': {
    fires: [{ name: 'a query', objects: [matching(path('/a?b=c'))] }],
    misses: [{ name: 'a regular expression', objects: [matching(path('/a?', 'RegularExpression'))] }],
  },
  'match-regex': {
    fires: [
      {
        name: 'an open bracket',
        objects: [matching(path('/(a', 'RegularExpression'))],
        at: own('spec.rules[0].matches[0].path.value'),
      },
      {
        name: 'one of a header',
        objects: [matching({ headers: [header('a', '[', 'RegularExpression')] })],
        at: own('spec.rules[0].matches[0].headers[0].value'),
      },
      {
        name: 'one of gRPC',
        objects: [
          route(
            { rules: [{ matches: [{ method: { type: 'RegularExpression', service: '(' } }] }] },
            'r',
            'shop',
            'GRPCRoute',
          ),
        ],
      },
    ],
    misses: [
      { name: 'look-ahead', objects: [matching(path('/(?!a)', 'RegularExpression'))] },
      { name: 'flags of RE2', objects: [matching(path('(?i)/a', 'RegularExpression'))] },
    ],
  },
  'match-regex-dialect': {
    fires: [{ name: 'look-ahead', objects: [matching(path('/(?!a)', 'RegularExpression'))] }],
    misses: [{ name: 'what RE2 knows', objects: [matching(path('/a+', 'RegularExpression'))] }],
  },
  'match-host-header': {
    fires: [
      {
        name: 'Host',
        objects: [matching({ headers: [header('Host')] })],
        at: own('spec.rules[0].matches[0].headers[0]'),
      },
    ],
    misses: [
      { name: 'another header', objects: [matching({ headers: [header('x-host')] })] },
      {
        name: 'a route of a mesh, which has no hostnames',
        objects: [
          route({
            parentRefs: [{ group: '', kind: 'Service', name: 'a' }],
            rules: [{ matches: [{ headers: [header('Host')] }] }],
          }),
        ],
      },
    ],
  },
  'grpc-http-hostname': {
    fires: [
      {
        name: 'the same hostname',
        objects: [edge, route({ hostnames: ['a.example'] }), grpc({ hostnames: ['a.example'] })],
        at: ['GRPCRoute shop/g spec.hostnames'],
      },
    ],
    misses: [
      {
        name: 'other hostnames',
        objects: [edge, route({ hostnames: ['a.example'] }), grpc({ hostnames: ['b.example'] })],
      },
    ],
  },
  'layer4-shared': {
    fires: [
      {
        name: 'two TCPRoutes',
        objects: [gateway([tcp]), stream('a'), stream('b')],
        at: ['TCPRoute shop/b spec.parentRefs'],
      },
    ],
    misses: [
      { name: 'one', objects: [gateway([tcp]), stream('a')] },
      {
        name: 'TCP and UDP',
        objects: [gateway([tcp, listener('udp', { protocol: 'UDP' })]), stream('a'), stream('b', 'UDPRoute')],
      },
    ],
  },
};
