import type { PathModifier } from '../model/http-route.ts';
import type { HttpBackend } from '../model/served.ts';
import { matchesRegularExpression } from '../routes/regular-expressions.ts';
import { mapBackends, mapListeners } from './served.ts';
import { type Fault, fault } from './types.ts';

const isRootReplaced = (path: PathModifier | undefined, match: { path?: { value?: string } }) =>
  path?.type === 'ReplacePrefixMatch' && (match.path?.value ?? '/') === '/' && (path.replacePrefixMatch ?? '/') !== '/';
const joinAtRoot = (text: string, { replacePrefixMatch = '' }: PathModifier) => {
  const replacement = replacePrefixMatch.replace(/\/+$/, '');
  return text.replace(`${replacement}/`, replacement);
};

/** Requests, calls and connections led wrongly, and redirects to a wrong place, as users of controllers saw them. */
export const reportedFaults: readonly Fault[] = [
  fault(
    'root-rewrite-without-slash',
    'joins what replaces the prefix / to the path without a slash',
    'filters',
    (right) => ({
      rewritePath: (target, rewrite, match) => {
        const written = right.rewritePath(target, rewrite, match);
        return rewrite.path && isRootReplaced(rewrite.path, match) ? joinAtRoot(written, rewrite.path) : written;
      },
    }),
  ),
  fault(
    'root-redirect-without-slash',
    'joins what replaces the prefix / to a redirect without a slash',
    'filters',
    (right) => ({
      redirect: (filter, request) => {
        const { status, location } = right.redirect(filter, request);
        const isJoined = filter.path && isRootReplaced(filter.path, request.match);
        return { status, location: isJoined && filter.path ? joinAtRoot(location, filter.path) : location };
      },
    }),
  ),
  fault(
    'redirect-own-scheme-keeps-port',
    'keeps the port of the listener where a redirect names its scheme',
    'filters',
    (right) => ({
      redirect: ({ scheme, ...filter }, request) =>
        right.redirect(scheme && scheme !== request.scheme ? { ...filter, scheme } : filter, request),
    }),
  ),
  fault(
    'redirect-port-of-client',
    'redirects to the port of the Host header instead of the listener’s',
    'filters',
    (right) => ({
      redirect: (filter, request) => {
        const own = Number(/:(\d+)$/.exec(request.hostHeader)?.[1] ?? (request.scheme === 'https' ? 443 : 80));
        return right.redirect(filter, { ...request, port: own });
      },
    }),
  ),
  {
    name: 'redirect-port-of-first-listener',
    description: 'redirects to the port of the first listener of a Gateway',
    change: (behaviour) => {
      const firsts = new Map<number, number>();
      return {
        ...behaviour,
        serving: {
          ...behaviour.serving,
          frontends: (desired) => {
            const served = behaviour.serving.frontends(desired);
            const http = served.map(({ ports }) => ports.filter(({ transport }) => transport !== 'udp'));
            for (const ports of http) for (const { port } of ports) firsts.set(port, ports[0]?.port ?? port);
            return served;
          },
        },
        filters: {
          ...behaviour.filters,
          redirect: (filter, request) =>
            behaviour.filters.redirect(filter, { ...request, port: firsts.get(request.port) ?? 80 }),
        },
      };
    },
  },
  fault(
    'nested-wildcards-not-isolated',
    'lets a shorter wildcard answer for a longer one that it covers',
    'hostnames',
    (right) => ({
      select: (listeners, host) => {
        const best = right.select(listeners, host);
        const isWild = best.some(({ hostname }) => hostname?.startsWith('*.'));
        const covering = listeners.filter(
          ({ hostname }) => hostname?.startsWith('*.') && right.matches(hostname, host),
        );
        return isWild ? [...best, ...covering.filter((listener) => !best.includes(listener))] : best;
      },
    }),
  ),
  fault(
    'names-under-wildcards-unserved',
    'serves no single name under the wildcard of a listener',
    'hostnames',
    (right) => ({
      select: (listeners, host) =>
        right
          .select(listeners, host)
          .map((listener) =>
            listener.hostname?.startsWith('*.')
              ? { ...listener, requests: listener.requests.filter(({ hostname = '*' }) => hostname.startsWith('*')) }
              : listener,
          ),
    }),
  ),
  fault('no-hostname-first', 'prefers routes without hostnames to those that name the host', 'precedence', (right) => ({
    hostname: (a, b) => Number(a.hostname !== undefined) - Number(b.hostname !== undefined) || right.hostname(a, b),
  })),
  fault(
    'passed-names-beyond-listener',
    'takes server names beyond the hostname of a TLS listener',
    'hostnames',
    (right) => ({
      select: (listeners, host) => {
        const best = right.select(listeners, host);
        return best.length > 0 ? best : listeners.filter(({ passesThrough }) => passesThrough);
      },
    }),
  ),
  fault(
    'served-at-all-ports',
    'serves what is attached to a listener at all HTTP ports of its Gateway',
    'serving',
    (right) => ({
      frontends: (desired) =>
        right.frontends(desired).map((frontend) => {
          const all = frontend.ports.flatMap(({ listeners }) => listeners);
          return mapListeners(frontend, (listener) => ({
            ...listener,
            requests: all.filter(({ gateway }) => gateway === listener.gateway).flatMap(({ requests }) => requests),
          }));
        }),
    }),
  ),
  fault(
    'exact-names-of-calls-as-expressions',
    'takes the exact service and method of a call for expressions',
    'grpc',
    () => ({
      matchesName: (_part, _type, expected, given) => matchesRegularExpression(expected, given),
    }),
  ),
  ...(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map((kind) =>
    fault(
      `${kind.toLowerCase()}-grants-unread`,
      `refuses what a ReferenceGrant permits a ${kind}`,
      'grants',
      (right) => ({
        verdict: (reference, granted) => reference.from.kind !== kind && right.verdict(reference, granted),
      }),
    ),
  ),
  fault(
    'invalid-policy-in-the-clear',
    'speaks in the clear with backends whose policy cannot be followed',
    'serving',
    (right) => ({
      frontends: (desired) =>
        mapBackends(right.frontends(desired), ({ unsecured: _dropped, ...backend }) => backend as HttpBackend),
    }),
  ),
  fault(
    'backend-timeout-for-all-tries',
    'takes the timeout of a backend for that of all tries together',
    'timeouts',
    (right) => ({
      request: (timeouts) => {
        const [whole, one] = [right.request(timeouts), right.backendRequest(timeouts)];
        return one === 0 ? whole : Math.min(whole || one, one);
      },
    }),
  ),
  fault('retry-without-backoff-ignored', 'does not try again where no backoff is given', 'retries', ({ attempts }) => ({
    attempts: (retry) => (retry.backoff ? attempts(retry) : 0),
  })),
  fault('http-name-before-age', 'orders HTTPRoutes by name before age', 'precedence', ({ age, name }) => ({
    age: (a, b) => name(a, b) || age(a, b),
  })),
  fault('grpc-name-before-age', 'orders GRPCRoutes by name before age', 'grpcPrecedence', ({ age, name }) => ({
    age: (a, b) => name(a, b) || age(a, b),
  })),
  fault(
    'stream-name-before-age',
    'orders routes of connections by name before age',
    'streamPrecedence',
    ({ age, name }) => ({
      age: (a, b) => name(a, b) || age(a, b),
    }),
  ),
  fault('first-filter-only', 'applies the first filter of a rule and leaves out the others', 'filters', (right) => ({
    ofRequest: (rule, backend, request) => right.ofRequest(rule.slice(0, 1), backend, request),
  })),
  fault(
    'all-ports-reached',
    'leads to all ports of a Service, whichever a backendRef names',
    'backends',
    ({ endpoints }) => ({
      endpoints: (service, port, slices) =>
        [port, ...(service.spec.ports ?? []).filter(({ port: number }) => number !== port.port)].flatMap((one) =>
          endpoints(service, one, slices),
        ),
    }),
  ),
  fault('named-target-ports-unreachable', 'finds no endpoints where a target port is a name', 'backends', (right) => ({
    endpoints: (service, port, slices) =>
      typeof port.targetPort === 'string' ? [] : right.endpoints(service, port, slices),
  })),
  fault('headless-service-port', 'connects to headless Services at their own port', 'backends', ({ endpoints }) => ({
    endpoints: (service, port, slices) =>
      endpoints(service, port, slices).map((one) =>
        service.spec.clusterIP === 'None' ? { ...one, port: port.port } : one,
      ),
  })),
];
