import type { ReceivedRequest } from '../dataplane/http/types.ts';
import type { HttpRouteRule } from '../model/http-route.ts';
import type { BackendTls, Certificate, Endpoint, HttpBackend } from '../model/served.ts';
import { mapRules, read } from './read.ts';
import { mapBackends, mapListeners, mapRequests } from './served.ts';
import { type Fault, fault } from './types.ts';

type Sent = Pick<ReceivedRequest, 'target' | 'headers'>;

/** A fault that chooses a rule once more by what the filters of the first have made of a request. */
function rerouted(
  by: string,
  what: string,
  change: (received: ReceivedRequest, sent: Sent) => Partial<Sent & { host: string }>,
) {
  return fault(
    `rerouted-by-${by}`,
    `chooses a rule anew by ${what} that the filters of the first have changed`,
    'forwarding',
    () => ({
      lookAgain: (received, plan) => ({ ...received, ...change(received, plan) }),
    }),
  );
}

const hostOf = ({ headers }: Sent) => headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';

/** What a translation into the tables of a proxy loses: whose a setting is, in which order, and at which time it counts. */
export const translatedFaults: readonly Fault[] = [
  rerouted('headers', 'headers', (_received, { headers }) => ({
    headers: headers.filter(([name]) => !/^x-forwarded/i.test(name)),
  })),
  rerouted('path', 'the path', (_received, { target }) => ({ target })),
  rerouted('host', 'the host', (_received, sent) => ({ host: hostOf(sent) })),
  read(
    'only-backend-filters-lost',
    'applies the filters of backends only where a rule has several',
    'routes',
    () => (route) =>
      mapRules(route, (rule) => {
        const [only, ...more] = rule.backendRefs ?? [];
        if (!only || more.length > 0) return rule;
        const { filters: _dropped, ...ref } = only;
        return { ...rule, backendRefs: [ref] };
      }),
  ),
  {
    name: 'backend-sni-of-rewritten-host',
    description: 'asks backends for the name that a rule rewrites the host to',
    change: (behaviour) => {
      const names = new WeakMap<BackendTls, string>();
      return {
        ...behaviour,
        serving: {
          ...behaviour.serving,
          frontends: (desired) =>
            mapRequests(behaviour.serving.frontends(desired), (entry) => {
              const hostname = entry.rule.filters?.find(({ urlRewrite }) => urlRewrite?.hostname)?.urlRewrite?.hostname;
              if (!hostname) return entry;
              const backends = entry.rule.backends.map((backend) => {
                if (!backend.tls) return backend;
                const tls = { ...backend.tls, policy: `${backend.tls.policy} ${hostname}` };
                names.set(tls, hostname);
                return { ...backend, tls };
              });
              return { ...entry, rule: { ...entry.rule, backends } };
            }),
        },
        backendTls: {
          ...behaviour.backendTls,
          serverName: (tls) => names.get(tls) ?? behaviour.backendTls.serverName(tls),
        },
      };
    },
  },
  {
    name: 'backend-host-of-policy',
    description: 'sends backends the hostname of their policy as Host',
    change: (behaviour) => {
      const names = new WeakMap<Endpoint, string>();
      const name = (backend: HttpBackend): HttpBackend => {
        const { tls } = backend;
        if (!tls) return backend;
        const endpoints = backend.endpoints.map((endpoint) => ({ ...endpoint }));
        for (const endpoint of endpoints) names.set(endpoint, tls.hostname);
        return { ...backend, endpoints };
      };
      return {
        ...behaviour,
        serving: {
          ...behaviour.serving,
          frontends: (desired) => mapBackends(behaviour.serving.frontends(desired), name),
        },
        forwarding: {
          ...behaviour.forwarding,
          host: (received, endpoint) => names.get(endpoint) ?? behaviour.forwarding.host(received, endpoint),
        },
      };
    },
  },
  fault(
    'client-certificate-of-first-gateway',
    'shows a backend the certificate of the first Gateway that leads to it',
    'serving',
    (right) => ({
      frontends: (desired) => {
        const frontends = [...right.frontends(desired)].sort((a, b) => (a.key < b.key ? -1 : 1));
        const firsts = new Map<string, Certificate | undefined>();
        return frontends.map((frontend) =>
          mapListeners(frontend, (listener) => {
            const services = listener.requests.flatMap(({ rule }) =>
              rule.backends.flatMap(({ service, tls }) => (service && tls ? [service] : [])),
            );
            for (const service of services) if (!firsts.has(service)) firsts.set(service, listener.clientCertificate);
            const known = services.find((service) => firsts.has(service));
            const clientCertificate = known === undefined ? listener.clientCertificate : firsts.get(known);
            const { clientCertificate: _own, ...rest } = listener;
            return { ...rest, ...(clientCertificate ? { clientCertificate } : {}) };
          }),
        );
      },
    }),
  ),
  fault('cors-of-host', 'lets the CORS filter of one rule count for all rules of its hostname', 'serving', (right) => ({
    frontends: (desired) =>
      right.frontends(desired).map((frontend) =>
        mapListeners(frontend, (listener) => ({
          ...listener,
          requests: listener.requests.map((entry) => {
            const cors = listener.requests
              .filter(({ hostname }) => hostname === entry.hostname)
              .flatMap(({ rule }) => (rule.filters ?? []).filter((filter) => filter.cors))[0];
            const has = !cors || entry.kind !== 'HTTPRoute' || entry.rule.filters.some((filter) => filter.cors);
            return has ? entry : { ...entry, rule: { ...entry.rule, filters: [...entry.rule.filters, cors] } };
          }),
        })),
      ),
  })),
  ...(['CORS', 'RequestMirror'] as const).map((type) =>
    read(
      `${type.toLowerCase()}-of-rule-before`,
      `applies the ${type} filters of the rule before where a rule has none`,
      'routes',
      () => (route) => {
        let before: NonNullable<HttpRouteRule['filters']> = [];
        return mapRules(route, (rule) => {
          const own = (rule.filters ?? []).filter((filter) => filter.type === type);
          before = own.length > 0 ? own : before;
          return own.length > 0 || before.length === 0
            ? rule
            : { ...rule, filters: [...(rule.filters ?? []), ...before] };
        });
      },
    ),
  ),
  fault('grpc-method-as-ending', 'matches methods that end in the expected name', 'grpc', (right) => ({
    matchesName: (part, type, expected, given) =>
      right.matchesName(part, type, expected, given) ||
      (part === 'method' && type === 'Exact' && given.endsWith(expected)),
  })),
  fault(
    'passthrough-before-terminated',
    'passes TLS through wherever a listener that does so has the name',
    'hostnames',
    (right) => ({
      select: (listeners, host) => {
        const passing = listeners.filter(
          ({ passesThrough, hostname }) => passesThrough && right.matches(hostname, host),
        );
        return passing.length > 0 ? passing : right.select(listeners, host);
      },
    }),
  ),
];
