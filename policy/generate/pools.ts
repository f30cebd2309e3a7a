/** What plans choose from. Hostnames stand below the case's own domain, which `D` stands for. The first is the simplest. */
export const listenerHostnames: readonly (string | undefined)[] = [undefined, '*.D', 'a.D', '*.a.D', 'b.D'];

export const routeHostnames = ['a.D', '*.D', 'b.D', 'x.a.D', '*.a.D'];

export const listenerPorts = [
  { port: 80, protocol: 'HTTP' },
  { port: 8080, protocol: 'HTTP' },
  { port: 443, protocol: 'HTTPS' },
];

export const kindLists: readonly (readonly string[])[] = [
  [],
  ['HTTPRoute'],
  ['HTTPRoute', 'NoSuchRoute'],
  ['NoSuchRoute'],
];

/** State of the Secret that a listener refers to. */
export const certificates = ['good', 'missing', 'malformed', 'foreign'] as const;

/** Names of routes: their order by the alphabet is not that of their making. */
export const routeNames = ['m', 'b', 'z', 'a'];

export const paths = ['/', '/a', '/a/b', '/a/', '/ab', '/A', '/b', '/a/b/c'];

export const headerNames = ['version', 'color', 'Version'];

export const headerValues = ['one', 'two', 'ONE', 'one1'];

export const parameterNames = ['q', 'p'];

export const methods: readonly (string | undefined)[] = [undefined, 'GET', 'POST'];

export const weights = [1, 3, 0, 9];

export const backendKinds = [
  { group: '', kind: 'Service' },
  { group: 'example.com', kind: 'NoSuchBackend' },
];

/** What a grant says otherwise than it would have to for its Service and its route. */
export const grantFlaws = [
  'none',
  'all Services',
  'other name',
  'other namespace of the route',
  'other namespace of the Service',
  'other kind of route',
  'Secrets for Gateways',
] as const;

/**
 * Ports of a Service, each with the pod that it leads to, counted from the Service's own, or with nobody (`dead`: nothing
 * listens on the target port); `ready: false`: no endpoint is.
 */
export interface ServiceShape {
  ports: readonly { name: string; port: number; pod: number | 'dead' }[];
  ready: boolean;
}

export const serviceShapes: readonly ServiceShape[] = [
  { ports: [{ name: 'http', port: 8080, pod: 0 }], ready: true },
  {
    ports: [
      { name: 'first', port: 8080, pod: 0 },
      { name: 'second', port: 8081, pod: 1 },
    ],
    ready: true,
  },
  {
    ports: [
      { name: 'dead', port: 8081, pod: 'dead' },
      { name: 'http', port: 8080, pod: 0 },
    ],
    ready: true,
  },
  { ports: [{ name: 'http', port: 8080, pod: 0 }], ready: false },
];

/** The entry at a place, counted on from the start where the list is shorter; undefined for an empty list. */
export function at<T>(list: readonly T[], place: number): T | undefined {
  return list[place % Math.max(1, list.length)];
}

/** The same of a list that is never empty. */
export function pick<T>(list: readonly T[], place: number): T {
  const found = at(list, place);
  if (found === undefined && !list.includes(found as T)) throw new Error('the list to choose from is empty');
  return found as T;
}
