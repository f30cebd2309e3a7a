import { namespaceOf } from '../model/meta.ts';
import type { CompiledRule, GrpcEntry, HttpEntry, RequestEntry } from '../model/served.ts';
import { type Fault, fault } from './types.ts';

/** Routes of Services attached, chosen and served wrongly. */
export const meshFaults: readonly Fault[] = [
  fault('mesh-nobody-member', 'leads the connections of no pod through the mesh', 'mesh', () => ({
    isMember: () => false,
  })),
  fault(
    'mesh-parent-port-ignored',
    'attaches a route to all ports of a Service whatever its parentRef names',
    'mesh',
    () => ({
      selectsPort: () => true,
    }),
  ),
  fault('mesh-port-80-only', 'attaches a route that names no port to port 80 alone', 'mesh', () => ({
    selectsPort: (ref, { port }) => port === (ref.port ?? 80),
  })),
  fault('mesh-consumer-for-all', 'lets the routes of a client serve all clients', 'mesh', () => ({
    scope: () => undefined,
  })),
  fault(
    'mesh-producer-for-itself',
    'lets the routes of a Service serve clients of its own namespace alone',
    'mesh',
    () => ({
      scope: namespaceOf,
    }),
  ),
  fault(
    'mesh-consumer-ignored',
    'serves clients by the routes of the Service though they have some of their own',
    'mesh',
    () => ({
      choose: (_consumer, producer) => producer,
    }),
  ),
  fault('mesh-requests-preferred', 'takes an HTTPRoute before a GRPCRoute of the same port', 'mesh', () => ({
    preferred: 'HTTPRoute' as const,
  })),
  fault(
    'mesh-grant-needed',
    'asks for a ReferenceGrant where a route of a Service leads to another namespace',
    'mesh',
    () => ({
      needsGrant: true,
    }),
  ),
  fault('mesh-hostnames-read', 'serves requests to a Service by hostnames of its routes', 'mesh', () => ({
    readsHostnames: true,
  })),
  fault('mesh-plain-unserved', 'answers 404 for a Service that has no routes', 'mesh', () => ({ plain: () => [] })),
  fault('mesh-pods-routed', 'serves requests to the address of a pod by the routes of its Service', 'mesh', () => ({
    routesPods: true,
  })),
  fault('mesh-unmatched-to-service', 'leads requests that no rule takes to the Service itself', 'mesh', () => ({
    rules: (entries, plain) => [...entries, ...plain],
  })),
  fault('mesh-invalid-to-service', 'leads the share of an invalid backend to the Service itself', 'mesh', () => ({
    rules: (entries, [plain]) =>
      changeRules(entries, (rule) => ({
        ...rule,
        backends: rule.backends.map((backend) => {
          const [own] = plain?.rule.backends ?? [];
          return backend.invalid && own ? { ...own, weight: backend.weight, filters: [] } : backend;
        }),
      })),
  })),
  fault('mesh-removed-route-served', 'goes on serving a Service by a route that is gone', 'mesh', () => {
    const served = new Map<string, readonly RequestEntry[]>();
    return {
      rules(entries, _plain, port) {
        served.set(port, entries);
        return entries;
      },
      plain: (entries, port) => served.get(port) ?? entries,
    };
  }),
  fault('mesh-status-missing', 'says nothing of Services in the status of routes', 'mesh', () => ({
    parents: () => [],
  })),
  fault('mesh-status-first-parent', 'says something of the first Service alone', 'mesh', () => ({
    parents: (desired) => desired.slice(0, 1),
  })),
  fault('mesh-conflict-untold', 'says of routes that are not served for another kind that they are', 'mesh', () => ({
    parents: (desired) =>
      desired.map((parent) => ({
        ...parent,
        conditions: parent.conditions.map((condition) =>
          condition.reason === 'Conflicted' ? { ...condition, status: 'True' as const, reason: 'Accepted' } : condition,
        ),
      })),
  })),
  ...[
    filterFault(
      'mesh-rewrite-dropped',
      'leaves the path as it was sent though a rule rewrites it',
      ({ urlRewrite, ...rest }) => (urlRewrite ? undefined : rest),
    ),
    filterFault(
      'mesh-request-headers-dropped',
      'ignores filters of request headers',
      ({ requestHeaderModifier, ...rest }) => (requestHeaderModifier ? undefined : rest),
    ),
    filterFault(
      'mesh-response-headers-dropped',
      'ignores filters of response headers',
      ({ responseHeaderModifier, ...rest }) => (responseHeaderModifier ? undefined : rest),
    ),
    redirectFault('hostname', 'host'),
    redirectFault('path', 'path'),
    redirectFault('port', 'port'),
    redirectFault('scheme', 'scheme'),
    redirectFault('statusCode', 'status code'),
  ],
  rulesFault('mesh-backend-filters-dropped', 'ignores the filters of a single backend', (rule) => ({
    ...rule,
    backends: rule.backends.map((backend) => ({ ...backend, filters: [] })),
  })),
  rulesFault('mesh-weights-ignored', 'shares requests evenly among the backends of a rule', (rule) => ({
    ...rule,
    backends: rule.backends.map((backend) => ({ ...backend, weight: 1 })),
  })),
  rulesFault('mesh-zero-weight-served', 'sends requests to backends of weight 0', (rule) => ({
    ...rule,
    backends: rule.backends.map((backend) => ({ ...backend, weight: backend.weight || 5 })),
  })),
  rulesFault('mesh-first-backend-only', 'sends all requests to the first backend of a rule', (rule) => ({
    ...rule,
    backends: rule.backends.slice(0, 1),
  })),
  rulesFault('mesh-timeouts-ignored', 'waits for backends as long as they like', ({ timeouts: _, ...rule }) => ({
    ...rule,
    timeouts: {},
  })),
  rulesFault('mesh-retries-ignored', 'sends each request once', ({ retry: _, ...rule }) => rule),
  rulesFault('mesh-retries-endless', 'tries again more often than a rule says', (rule) =>
    rule.retry ? { ...rule, retry: { ...rule.retry, attempts: 10 } } : rule,
  ),
  fault('mesh-rules-reversed', 'asks the rules in the opposite order', 'mesh', () => ({
    rules: (entries) => [...entries].reverse(),
  })),
  fault('mesh-last-rule-dropped', 'leaves the last of several rules out', 'mesh', () => ({
    rules: (entries) => (entries.length > 1 ? entries.slice(0, -1) : entries),
  })),
  fault('mesh-prefix-as-exact', 'takes prefixes for exact paths', 'mesh', () => ({
    rules: (entries) =>
      changeMatches(entries, (match) =>
        match.path?.type === 'PathPrefix' ? { ...match, path: { ...match.path, type: 'Exact' } } : match,
      ),
  })),
  modifierFault('mesh-set-as-add', 'adds request headers that are to be set', ({ set = [], add = [], ...rest }) => ({
    ...rest,
    add: [...add, ...set],
  })),
  modifierFault('mesh-add-as-set', 'sets request headers that are to be added', ({ set = [], add = [], ...rest }) => ({
    ...rest,
    set: [...set, ...add],
  })),
  modifierFault(
    'mesh-remove-ignored',
    'leaves request headers that are to be removed',
    ({ remove: _, ...rest }) => rest,
  ),
  callsFault('mesh-call-metadata-ignored', 'does not compare the metadata of calls', ({ match, ...entry }) => ({
    ...entry,
    match: { ...match, headers: [] },
  })),
  callsFault('mesh-call-filters-dropped', 'ignores the filters of GRPCRoutes', (entry) => ({
    ...entry,
    rule: { ...entry.rule, filters: [] },
  })),
  callsFault('mesh-call-weights-ignored', 'shares calls evenly among the backends of a rule', (entry) => ({
    ...entry,
    rule: { ...entry.rule, backends: entry.rule.backends.map((backend) => ({ ...backend, weight: 1 })) },
  })),
  fault('mesh-first-rule-only', 'serves the first rule of each Service alone', 'mesh', () => ({
    rules: ([first]) => (first ? [first] : []),
  })),
  fault('mesh-queries-ignored', 'does not compare query parameters', 'mesh', () => ({
    rules: (entries) => changeMatches(entries, ({ queryParams: _, ...match }) => match),
  })),
  fault('mesh-headers-ignored', 'does not compare headers', 'mesh', () => ({
    rules: (entries) => changeMatches(entries, ({ headers: _, ...match }) => match),
  })),
];

function changeRules(
  entries: readonly RequestEntry[],
  change: (rule: CompiledRule) => CompiledRule,
): readonly RequestEntry[] {
  return entries.map((entry) => ({ ...entry, rule: change(entry.rule) }));
}

function changeMatches(
  entries: readonly RequestEntry[],
  change: (match: HttpEntry['match']) => HttpEntry['match'],
): readonly RequestEntry[] {
  return entries.map((entry) => (entry.kind === 'HTTPRoute' ? { ...entry, match: change(entry.match) } : entry));
}

function rulesFault(name: string, description: string, change: (rule: CompiledRule) => CompiledRule): Fault {
  return fault(name, description, 'mesh', () => ({ rules: (entries) => changeRules(entries, change) }));
}

function callsFault(name: string, description: string, change: (entry: GrpcEntry) => GrpcEntry): Fault {
  return fault(name, description, 'mesh', () => ({
    rules: (entries) => entries.map((entry) => (entry.kind === 'GRPCRoute' ? change(entry) : entry)),
  }));
}

type Filter = CompiledRule['filters'][number];

/** A fault of the filters of rules and backends: what the change gives in the place of one; undefined for nothing. */
function filterFault(name: string, description: string, change: (filter: Filter) => Filter | undefined): Fault {
  const changeAll = (filters: readonly Filter[]) => filters.flatMap((filter) => change(filter) ?? []);
  return rulesFault(name, description, (rule) => ({
    ...rule,
    filters: changeAll(rule.filters),
    backends: rule.backends.map((backend) => ({ ...backend, filters: changeAll(backend.filters) })),
  }));
}

type Modifier = NonNullable<Filter['requestHeaderModifier']>;

function modifierFault(name: string, description: string, change: (modifier: Modifier) => Modifier): Fault {
  return filterFault(name, description, (filter) =>
    filter.requestHeaderModifier ? { ...filter, requestHeaderModifier: change(filter.requestHeaderModifier) } : filter,
  );
}

function redirectFault(field: keyof NonNullable<Filter['requestRedirect']>, what: string): Fault {
  const name = `mesh-redirect-${what.replace(' ', '-')}-ignored`;
  return filterFault(name, `redirects without the ${what} that a rule names`, (filter) => {
    if (!filter.requestRedirect) return filter;
    const { [field]: _, ...requestRedirect } = filter.requestRedirect;
    return { ...filter, requestRedirect };
  });
}
