import type { RouteRule } from '../model/route.ts';
import { readyEndpoints } from '../references/backends.ts';
import { compareText } from '../routes/order.ts';
import { type Fault, fault } from './types.ts';

/** Slips of the kinds that controllers were seen to make: a criterion in another place, a comparison that is off by a bit. */
export const slipFaults: readonly Fault[] = [
  fault('duplicate-rules-merged', 'joins rules of a route whose matches are equal', 'attachment', ({ rules }) => ({
    rules: (given) => mergeEqual(rules(given)),
  })),
  fault('query-before-headers', 'counts query parameters before headers', 'precedence', (right) => ({
    headerCount: (a, b) => right.queryCount(a, b) || right.headerCount(a, b),
  })),
  fault('method-after-headers', 'looks at the method after headers and query parameters', 'precedence', (right) => ({
    method: (a, b) => right.headerCount(a, b) || right.queryCount(a, b) || right.method(a, b),
  })),
  fault('route-name-before-namespace', 'orders routes of one age by name before namespace', 'precedence', () => ({
    name: (a, b) => compareText(nameOf(a.route), nameOf(b.route)) || compareText(a.route, b.route),
  })),
  fault('grpc-method-before-service', 'prefers a longer method to a longer service', 'grpcPrecedence', (right) => ({
    serviceLength: (a, b) => right.methodLength(a, b) || right.serviceLength(a, b),
  })),
  fault('grpc-headers-before-method', 'prefers more headers to a longer method', 'grpcPrecedence', (right) => ({
    methodLength: (a, b) => right.headerCount(a, b) || right.methodLength(a, b),
  })),
  fault('wildcard-without-dot', 'takes a name that ends as a wildcard does for one under it', 'hostnames', (right) => ({
    matches: (pattern, host) =>
      right.matches(pattern, host) ||
      (pattern?.startsWith('*.') === true && host.endsWith(pattern.slice(2)) && host !== pattern.slice(2)),
  })),
  fault('wildcard-pair-refused', 'finds no common name of two different wildcards', 'hostnames', ({ intersect }) => ({
    intersect: (a, b) => (a?.startsWith('*.') && b?.startsWith('*.') ? a === b : intersect(a, b)),
  })),
  fault('section-or-port', 'attaches a route where either the section or the port is right', 'attachment', () => ({
    selects: ({ sectionName, port }, listener) =>
      (!sectionName && !port) || sectionName === listener.name || port === listener.port,
  })),
  fault('parent-kind-ignored', 'takes a parentRef of another kind for one to the Gateway', 'attachment', (right) => ({
    parentRefs: (route) => right.parentRefs(route).map(({ kind: _dropped, ...ref }) => ref),
  })),
  fault('selector-expressions-ignored', 'looks at matchLabels of a selector only', 'attachment', (right) => ({
    namespaceAllowed: (listener, ...rest) => right.namespaceAllowed(withoutExpressions(listener), ...rest),
  })),
  fault('header-set-keeps-present', 'does not overwrite a header that is there', 'filters', ({ setHeader }) => ({
    setHeader: (lines, name, value) =>
      lines.some(([present]) => present.toLowerCase() === name.toLowerCase()) ? lines : setHeader(lines, name, value),
  })),
  fault('header-remove-prefix', 'removes headers that begin with the name, too', 'filters', () => ({
    removeHeader: (lines, name) => lines.filter(([present]) => !present.toLowerCase().startsWith(name.toLowerCase())),
  })),
  fault(
    'redirect-prefix-double-slash',
    'leaves two slashes in a redirect to a prefix that ends in one',
    'filters',
    (right) => ({
      redirect: (filter, request) => {
        const { status, location } = right.redirect(filter, request);
        const prefix = filter.path?.replacePrefixMatch;
        if (!prefix?.endsWith('/') || prefix === '/') return { status, location };
        return { status, location: location.replace(prefix, `${prefix}/`) };
      },
    }),
  ),
  fault('cors-origin-port-ignored', 'compares origins without their ports', 'cors', ({ allowsOrigin }) => ({
    allowsOrigin: (filter, origin) =>
      allowsOrigin(filter, origin) ||
      allowsOrigin(
        { ...filter, allowOrigins: (filter.allowOrigins ?? []).map((allowed) => allowed.replace(/:\d+$/, '')) },
        origin.replace(/:\d+$/, ''),
      ),
  })),
  fault('timeout-zero-instant', 'gives a request with a timeout of 0s no time at all', 'timeouts', ({ request }) => ({
    request: (timeouts) => (timeouts.request === '0s' ? 1 : request(timeouts)),
  })),
  fault('weights-capped', 'takes weights above 100 for 100', 'backends', ({ shares }) => ({
    shares: (backends) => shares(backends).map((weight) => Math.min(weight, 100)),
  })),
  fault('not-ready-endpoints-served', 'sends requests to endpoints that are not ready', 'backends', () => ({
    endpoints: (service, port, slices) =>
      readyEndpoints(
        service,
        port,
        slices.map((slice) => ({
          ...slice,
          endpoints: (slice.endpoints ?? []).map(({ conditions: _dropped, ...endpoint }) => endpoint),
        })),
      ),
  })),
  fault('first-slice-only', 'reads the first EndpointSlice of a Service only', 'backends', ({ endpoints }) => ({
    endpoints: (service, port, slices) => endpoints(service, port, slices.slice(0, 1)),
  })),
  fault(
    'first-slice-port',
    'sends traffic for any port of a Service to the first port of its slice',
    'backends',
    () => ({
      endpoints: (service, port, slices) =>
        readyEndpoints(
          service,
          port,
          slices.map((slice) => ({
            ...slice,
            ports: (slice.ports ?? []).slice(0, 1).map((one) => ({ ...one, name: port.name })),
          })),
        ),
    }),
  ),
  fault(
    'wildcard-certificate-first',
    'shows the first certificate whose listener fits the server name',
    'serving',
    (right) => ({
      certificate: (listeners, serverName) => {
        const fits = listeners.find(
          ({ hostname, certificates }) =>
            certificates.length > 0 &&
            (!hostname || hostname === serverName || serverName?.endsWith(hostname.replace(/^\*/, ''))),
        );
        return serverName === undefined ? right.certificate(listeners, serverName) : fits?.certificates[0];
      },
    }),
  ),
];

function mergeEqual<Rule extends RouteRule>(rules: readonly Rule[]): readonly Rule[] {
  const byMatch = new Map<string, Rule>();
  for (const rule of rules) {
    const key = JSON.stringify('matches' in rule ? rule.matches : undefined) ?? '';
    const first = byMatch.get(key);
    const backendRefs = [...(first?.backendRefs ?? []), ...(rule.backendRefs ?? [])];
    byMatch.set(key, first ? { ...first, backendRefs } : rule);
  }
  return [...byMatch.values()];
}

function nameOf(route: string): string {
  return route.slice(route.indexOf('/') + 1);
}

function withoutExpressions<Listener extends { allowedRoutes?: { namespaces?: { selector?: object } } }>(
  listener: Listener,
): Listener {
  const namespaces = listener.allowedRoutes?.namespaces;
  if (!namespaces?.selector) return listener;
  const selector = { ...namespaces.selector, matchExpressions: undefined };
  return { ...listener, allowedRoutes: { ...listener.allowedRoutes, namespaces: { ...namespaces, selector } } };
}
