import { controllerName } from '../constants.ts';
import type { HttpRoute } from '../model/http-route.ts';
import { namespaceOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { DesiredParent } from '../model/route.ts';
import type { Endpoint } from '../model/served.ts';
import { isHeader } from '../routes/headers.ts';
import { compareText } from '../routes/order.ts';
import { type Fault, fault } from './types.ts';

/** What is right for the first of several, or for one thing at a time, and wrong for the second or for two at once. */
export const secondFaults: readonly Fault[] = [
  fault('backend-filters-for-all', 'applies the filters of a backend for its neighbours too', 'reading', (right) => ({
    objects: (given) => mapRoutes(right.objects(given), shareFilters),
  })),
  fault(
    'rule-order-as-text',
    'orders rules by their numbers as text, the tenth before the second',
    'precedence',
    () => ({
      ruleOrder: (a, b) => compareText(`${a.ruleIndex}`, `${b.ruleIndex}`),
    }),
  ),
  fault('head-as-get', 'takes HEAD for GET', 'matching', ({ method }) => ({
    method: (expected, given) => method(expected, given) || (expected === 'GET' && given === 'HEAD'),
  })),
  fault('redirect-port-doubled', 'repeats the port of the Host header in a redirect', 'filters', ({ redirect }) => ({
    redirect: (filter, request) => redirect(filter, { ...request, host: request.hostHeader }),
  })),
  fault('header-set-first-line', 'overwrites the first line of a header and leaves the others', 'filters', (right) => ({
    setHeader: (lines, name, value) => {
      const at = lines.findIndex(([present]) => isHeader(present, name));
      return at < 0 ? right.setHeader(lines, name, value) : lines.with(at, [name, value]);
    },
  })),
  fault('path-before-hostname', 'prefers a longer path to a more specific hostname', 'precedence', (right) => ({
    hostname: (a, b) => right.exactPath(a, b) || right.prefixLength(a, b) || right.hostname(a, b),
  })),
  fault('wildcard-length-ignored', 'prefers no wildcard to a shorter one', 'precedence', (right) => ({
    hostname: (a, b) => (a.hostname?.startsWith('*.') && b.hostname?.startsWith('*.') ? 0 : right.hostname(a, b)),
  })),
  fault('hostname-first-63', 'compares the first 63 characters of hostnames', 'hostnames', ({ matches }) => ({
    matches: (pattern, host) =>
      matches(pattern, host) ||
      (pattern !== undefined &&
        !pattern.startsWith('*') &&
        host.startsWith(pattern.slice(0, 63)) &&
        pattern.length > 63),
  })),
  fault('retry-without-body', 'sends the body of a request with the first try only', 'retries', () => ({
    hasBody: false,
  })),
  fault('mirror-without-body', 'sends copies without the body of their request', 'mirrors', () => ({ hasBody: false })),
  fault('request-timeout-by-try', 'begins the time of a request anew with every try', 'timeouts', () => ({
    restarts: true,
  })),
  fault('endpoints-only-added', 'goes on using endpoints that a Service has lost', 'backends', ({ endpoints }) => {
    const seen = new Map<string, Map<string, Endpoint>>();
    return {
      endpoints: (service, port, slices) => {
        const now = endpoints(service, port, slices);
        const key = `${service.metadata.uid} ${port.port}`;
        const known = seen.get(key) ?? new Map<string, Endpoint>();
        for (const endpoint of now) known.set(`${endpoint.address} ${endpoint.port}`, endpoint);
        seen.set(key, known);
        return now.length > 0 ? [...known.values()] : now;
      },
    };
  }),
  fault('grant-first-from-only', 'reads the first from of a ReferenceGrant only', 'reading', (right) => ({
    objects: (given) => mapGrants(right.objects(given), ({ from, to }) => ({ from: from.slice(0, 1), to })),
  })),
  fault('grant-first-to-only', 'reads the first to of a ReferenceGrant only', 'reading', (right) => ({
    objects: (given) => mapGrants(right.objects(given), ({ from, to }) => ({ from, to: to.slice(0, 1) })),
  })),
  fault('grant-name-for-all', 'takes the name of one to of a ReferenceGrant for that of all', 'reading', (right) => ({
    objects: (given) =>
      mapGrants(right.objects(given), ({ from, to }) => {
        const name = to.find((entry) => entry.name)?.name;
        return { from, to: to.map((entry) => ({ ...entry, ...(name ? { name } : {}) })) };
      }),
  })),
  fault('grant-revoked-by-any', 'ends what two grants permit when one of them goes', 'reading', (right) => {
    let before = new Map<string, string>();
    const revoked = new Set<string>();
    return {
      objects: (given) => {
        const model = right.objects(given);
        const now = new Map(
          [...model.grants].map(([key, { spec }]) => [key, `${key.split('/')[0]} ${JSON.stringify(spec)}`]),
        );
        for (const [key, text] of now) if (!before.has(key)) revoked.delete(text);
        for (const [key, text] of before) if (!now.has(key)) revoked.add(text);
        before = now;
        return { ...model, grants: new Map([...model.grants].filter(([key]) => !revoked.has(now.get(key) ?? ''))) };
      },
    };
  }),
  fault('grpc-header-name-case-sensitive', 'compares names of metadata with regard to case', 'matching', (right) => ({
    headersOf: (kind, conditions) =>
      kind === 'GRPCRoute'
        ? right
            .headersOf(kind, conditions)
            .map((one) => (/[A-Z]/.test(one.name) ? { ...one, name: `${one.name} ` } : one))
        : right.headersOf(kind, conditions),
  })),
  fault(
    'tcp-zero-weight-first',
    'leads connections to a first backend though its weight is 0',
    'backends',
    (right) => ({
      shares: (backends) =>
        right
          .shares(backends)
          .map((weight, index) => (index === 0 && backends[0]?.protocol === 'tcp' && weight === 0 ? 1 : weight)),
    }),
  ),
  fault('listener-sets-by-name', 'prefers ListenerSets by name before age', 'listeners', (right) => ({
    order: (a, b) => (a.kind === b.kind ? compareText(a.key, b.key) : right.order(a, b)),
  })),
  fault('policy-for-port-only-once', 'secures nothing once a policy for the port is gone', 'backendTls', (right) => {
    const had = new Set<string>();
    return {
      prefer: (forPort, forService) => {
        const key = (policy: unknown) => (policy as { services?: readonly string[] } | undefined)?.services?.join(' ');
        const port = key(forPort);
        if (port) had.add(port);
        const service = key(forService);
        return right.prefer(forPort, service && !forPort && had.has(service) ? undefined : forService);
      },
    };
  }),
  fault(
    'class-of-similar-controller',
    'takes classes of controllers whose name begins with its own',
    'reading',
    (right) => ({
      ownsClass: (one) => right.ownsClass(one) || one.spec.controllerName.startsWith(controllerName),
    }),
  ),
  fault(
    'counted-by-first-listener',
    'counts a route at the first listener that it is attached to only',
    'status',
    () => ({
      counting: (listeners) => listeners.slice(0, 1),
    }),
  ),
  fault('counted-by-name', 'counts routes of one name and two kinds as one', 'status', () => ({
    countedAs: (route) => `${namespaceOf(route)}/${route.metadata.name}`,
  })),
  fault(
    'counted-where-served',
    'counts routes only at listeners that can be served',
    'status',
    ({ attachedRoutes }) => ({
      attachedRoutes: (listener, accepted, referring, isServable) =>
        isServable ? attachedRoutes(listener, accepted, referring, isServable) : 0,
    }),
  ),
  fault(
    'second-parent-generation-first',
    'keeps the first generation in the entry of a second parent',
    'status',
    (right) => ({
      parents: (route, desired) =>
        changeSecond(right.parents(route, desired), ({ conditions, ...parent }) => ({
          ...parent,
          conditions: conditions.map((condition) => ({ ...condition, observedGeneration: 1 })),
        })),
    }),
  ),
  fault('second-parent-as-first', 'says of a second parent what it says of the first', 'status', (right) => ({
    parents: (route, desired) => {
      const parents = right.parents(route, desired);
      return changeSecond(parents, (parent) => ({ ...parent, conditions: parents[0]?.conditions ?? [] }));
    },
  })),
  fault('reason-kept-with-status', 'gives a new reason only together with another status', 'status', (right) => ({
    settled: (previous, next) => {
      const now = right.settled(previous, next);
      return previous?.status === now.status ? { ...now, reason: previous.reason, message: previous.message } : now;
    },
  })),
  fault('problem-kept', 'goes on telling a problem that is over', 'status', (right) => ({
    settled: (previous, next) => {
      const now = right.settled(previous, next);
      const isKept = previous?.reason === 'ListenersNotValid' && now.type === 'Accepted';
      return isKept ? { ...now, status: previous.status, reason: previous.reason, message: previous.message } : now;
    },
  })),
  fault('conflict-kept', 'goes on telling a conflict that is over', 'status', (right) => ({
    settled: (previous, next) => {
      const now = right.settled(previous, next);
      const isKept = now.type === 'Conflicted' && previous?.status === 'True';
      return isKept ? { ...now, status: previous.status, reason: previous.reason, message: previous.message } : now;
    },
  })),
];

function shareFilters(route: HttpRoute): HttpRoute {
  const rules = route.spec.rules?.map((rule) => {
    const filters = rule.backendRefs?.flatMap((ref) => ref.filters ?? []);
    return rule.backendRefs && filters
      ? { ...rule, backendRefs: rule.backendRefs.map((ref) => ({ ...ref, filters })) }
      : rule;
  });
  return { ...route, spec: { ...route.spec, ...(rules ? { rules } : {}) } };
}

function mapRoutes(model: Model, change: (route: HttpRoute) => HttpRoute): Model {
  const routes = [...model.routes].map(
    ([key, route]) => [key, route.kind === 'HTTPRoute' ? change(route as HttpRoute) : route] as const,
  );
  return { ...model, routes: new Map(routes) };
}

type GrantSpec =
  Model['grants'] extends ReadonlyMap<string, infer Grant extends { spec: object }> ? Grant['spec'] : never;

function mapGrants(model: Model, change: (spec: GrantSpec) => GrantSpec): Model {
  const grants = [...model.grants].map(([key, grant]) => [key, { ...grant, spec: change(grant.spec) }] as const);
  return { ...model, grants: new Map(grants) };
}

function changeSecond(
  parents: readonly DesiredParent[],
  change: (parent: DesiredParent) => DesiredParent,
): readonly DesiredParent[] {
  return parents.map((parent, index) => (index === 0 ? parent : change(parent)));
}
