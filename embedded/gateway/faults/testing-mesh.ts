import type { Behaviour } from '../behaviour/types.ts';
import { createRedirect } from '../mesh/redirect.ts';
import { computeMesh } from '../mesh/state.ts';
import type { HttpRoute, RouteFilter } from '../model/http-route.ts';
import { keyOf, type StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { ParentRef, Route } from '../model/route.ts';
import type { ServedPort } from '../model/served.ts';
import { buildNamespace, buildRoute, buildSlice, gatewayApi } from '../testing.ts';
import type { Probe } from './testing-probes-http.ts';

const PROBES: readonly Probe[] = [
  ['echo.ns', '/'],
  ['a.example.com', '/'],
  ['echo.ns', '/rewritten'],
  ['echo.ns', '/moved'],
  ['echo.ns', '/headers', { 'x-key': 'one' }],
  ['echo.ns', '/headers', { 'x-key': 'two' }],
  ['echo.ns', '/query?key=one'],
  ['echo.ns', '/query?key=two'],
  ['echo.ns', '/missing'],
  ['echo.ns', '/shared'],
  ['echo.ns', '/elsewhere'],
  ['echo.ns', '/pkg.Service/Call', { 'content-type': 'application/grpc' }, 'POST'],
  ['echo.ns', '/pkg.Service/Call', { 'content-type': 'application/grpc', 'x-call': 'one' }, 'POST'],
  ['echo.ns', '/rewritten/below', { 'x-a': 'old', 'x-added': 'old', 'x-removed': 'old' }],
  ['echo.ns', '/limited'],
  ['echo.ns', '/rewritten/deep'],
];

/** Connections: the client's namespace, and where it connects to. */
const CONNECTIONS: readonly [string, string, number][] = [
  ['ns', '127.96.1.1', 80],
  ['ns', '127.96.1.1', 8080],
  ['client', '127.96.1.1', 80],
  ['third', '127.96.1.1', 80],
  ['client', '127.96.1.2', 80],
  ['client', '10.0.0.1', 3000],
];

type DescribePlan = (port: ServedPort, probe: Probe, behaviour: Behaviour) => unknown;

/** Text of what a mesh makes of a world that touches all its decisions, and of the same without its routes. */
export function describeMesh(behaviour: Behaviour, describePlan: DescribePlan): unknown {
  const routes = listRoutes();
  return [routes, []].map((current) => describeState(current, behaviour, describePlan));
}

function describeState(routes: readonly Route[], behaviour: Behaviour, describePlan: DescribePlan): unknown {
  const mesh = computeMesh(buildModel([...listPlaces(), ...routes]), behaviour);
  const redirect = createRedirect(mesh, behaviour, ({ key }, { port }) => ({ address: key, port }));
  return {
    members: [...mesh.members],
    led: CONNECTIONS.map(([namespace, address, port]) => redirect({ namespace, ip: '' }, address, port) ?? null),
    parents: routes.map((route) => [keyOf(route), mesh.parentsOf(route)]),
    plans: mesh.frontends.flatMap(({ key, ports }) =>
      ports.map((port) => [key, port.port, PROBES.map((probe) => describePlan(port, probe, behaviour))]),
    ),
  };
}

function listPlaces(): readonly StoredObject[] {
  const member = { 'gwconf.dev/mesh': 'enabled' };
  return [
    ...['ns', 'client', 'third'].map((name) => buildNamespace(name, member)),
    ...['echo', 'v1', 'v2'].flatMap((name, index) => [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'ns', uid: name },
        spec: {
          clusterIP: `127.96.1.${index + 1}`,
          ports: [
            { name: 'web', port: 80, targetPort: 3000, appProtocol: 'http' },
            { name: 'alt', port: 8080, targetPort: 3000, appProtocol: 'http' },
          ],
        },
      } as StoredObject,
      buildSlice(`${name}-1`, name, [`10.0.0.${index + 1}`], 3000),
    ]),
  ];
}

const parent = (name: string, more: Partial<ParentRef> = {}): ParentRef => ({
  group: '',
  kind: 'Service',
  name,
  ...more,
});
const path = (value: string) => ({ path: { type: 'PathPrefix', value } });
const named = (name: string, value: string) => ({ name, value });

const CALLS: NonNullable<HttpRoute['spec']['rules']> = [
  {
    matches: [{ headers: [named('x-call', 'one')] }],
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [named('x-g', 'h')] } }],
    backendRefs: [
      { name: 'v1', port: 80, weight: 3 },
      { name: 'v2', port: 80, weight: 1 },
    ],
  },
];

function listRoutes(): readonly Route[] {
  const v1 = { name: 'v1', port: 80 };
  const filters: RouteFilter[] = [
    { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/new' } } },
    {
      type: 'RequestHeaderModifier',
      requestHeaderModifier: { set: [named('x-a', 'b')], add: [named('x-added', 'c')], remove: ['x-removed'] },
    },
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [named('x-c', 'd')] } },
  ];
  const rules: NonNullable<HttpRoute['spec']['rules']> = [
    { matches: [path('/rewritten')], filters, backendRefs: [v1] },
    {
      matches: [path('/moved')],
      filters: [
        {
          type: 'RequestRedirect',
          requestRedirect: {
            scheme: 'https',
            hostname: 'b.example.com',
            path: { type: 'ReplaceFullPath', replaceFullPath: '/there' },
            port: 8443,
            statusCode: 301,
          },
        },
      ],
    },
    { matches: [{ ...path('/headers'), headers: [named('x-key', 'one')] }], backendRefs: [v1] },
    { matches: [{ ...path('/query'), queryParams: [named('key', 'one')] }], backendRefs: [v1] },
    { matches: [path('/missing')], backendRefs: [{ name: 'missing', port: 80 }] },
    {
      matches: [path('/shared')],
      backendRefs: [
        {
          ...v1,
          weight: 3,
          filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [named('x-e', 'f')] } }],
        },
        { name: 'v2', port: 80, weight: 0 },
      ],
    },
    { matches: [path('/rewritten/deep')], backendRefs: [{ name: 'v2', port: 80 }] },
    {
      matches: [path('/limited')],
      timeouts: { request: '1s' },
      retry: { codes: [500], attempts: 2 },
      backendRefs: [v1],
    },
    { matches: [path('/elsewhere')], backendRefs: [{ name: 'other', namespace: 'client', port: 80 }] },
  ];
  const consumer = { rules: [{ matches: [path('/')], backendRefs: [{ ...v1, namespace: 'ns' }] }] };
  return [
    buildRoute('producer', {
      parentRefs: [parent('echo'), parent('v2', { port: 80 })],
      hostnames: ['a.example.com'],
      rules,
    }),
    buildRoute('consumer', { parentRefs: [parent('echo', { namespace: 'ns' })], ...consumer }, { namespace: 'client' }),
    buildRoute('nowhere', { parentRefs: [parent('echo', { port: 81 })], rules }),
    buildRoute('conflicted', { parentRefs: [parent('v1', { port: 80 })], rules }),
    {
      ...buildRoute('calls', { parentRefs: [parent('v1', { port: 80 })], rules: CALLS }),
      apiVersion: gatewayApi,
      kind: 'GRPCRoute',
    },
  ];
}
