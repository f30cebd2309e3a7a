import type { Target } from '../../model/http/answer.ts';
import type { HttpRequest } from '../../model/http/request.ts';
import type { Model } from '../../model/model.ts';
import type { HttpMatch } from '../../model/objects.ts';
import { filterHeaders } from '../objects/filters.ts';
import { controlListener } from '../place.ts';
import { headerVariants, hostVariants, pathVariants, queryVariants, type Variant } from './variants.ts';

/** A request and what was done to one that matches, to get it. */
export interface Proposal {
  target: Target;
  request: HttpRequest;
  /** Empty: nothing, it should match. */
  how: string;
}

/** Requests around everything that the routes and listeners of a world name, for each port of its Gateways. */
export function proposeRequests(model: Model, domain: string): readonly Proposal[] {
  return model.gateways.flatMap(({ gateway, listeners }) => {
    const views = listeners.filter(
      ({ listener }) => listener.name !== controlListener && listener.protocol.startsWith('HTTP'),
    );
    const ports = [...new Map(views.map(({ listener }) => [listener.port, listener.protocol]))];
    const hostnames = new Set([
      ...views.map(({ listener }) => listener.hostname),
      ...model.world.routes.flatMap((route) => route.hostnames),
    ]);
    const matches = model.world.routes.flatMap((route) => {
      if (route.kind !== 'HTTPRoute' || route.meta.deleting) return [];
      const hosts = route.hostnames.length > 0 ? route.hostnames : [undefined];
      return route.rules.flatMap((rule) => rule.matches.map((match) => ({ match, hosts })));
    });
    return ports.flatMap(([port, protocol]) => {
      const target = { namespace: gateway.meta.namespace, name: gateway.meta.name, port };
      const scheme = protocol === 'HTTPS' ? 'https' : 'http';
      const around = matches.flatMap(({ match, hosts }) => proposeAround(match, hosts, hostnames, domain));
      const plain = [...hostnames].flatMap((hostname) => proposeHosts(hostname, domain));
      return [...around, ...plain].map(({ how, host, path, headers, method }) => ({
        target,
        how,
        request: { method, scheme, host, path, headers, sni: host.replace(/:\d+$/, '').toLowerCase() } as const,
      }));
    });
  });
}

interface Draft {
  how: string;
  host: string;
  path: string;
  headers: readonly (readonly [string, string])[];
  method: string;
}

/** Changes one thing at a time of a request that the match takes. */
function proposeAround(
  match: HttpMatch,
  own: readonly (string | undefined)[],
  all: ReadonlySet<string | undefined>,
  domain: string,
): readonly Draft[] {
  const hosts = own.flatMap((hostname) => hostVariants(hostname, domain));
  const others = [...all].flatMap((hostname) => hostVariants(hostname, domain).slice(0, 1));
  const [host] = hosts;
  const [path] = pathVariants(match.path);
  const [headers] = headerVariants(match);
  const [query] = queryVariants(match);
  if (!host || !path || !headers || !query) return [];
  const method = match.method ?? 'GET';
  const base: Draft = { how: '', host: host[1], path: `${path[1]}${query[1]}`, headers: headers[1], method };
  const each = <T>(variants: readonly Variant<T>[], change: (value: T) => Partial<Draft>): readonly Draft[] =>
    variants.map(([how, value]) => ({ ...base, how, ...change(value) }));
  return [
    base,
    ...each([...hosts.slice(1), ...others], (value) => ({ host: value })),
    ...each(pathVariants(match.path).slice(1), (value) => ({
      path: value.includes('?') ? value : `${value}${query[1]}`,
    })),
    ...each(headerVariants(match).slice(1), (value) => ({ headers: value })),
    ...each(queryVariants(match).slice(1), (value) => ({ path: `${path[1]}${value}` })),
    { ...base, how: 'other method', method: method === 'POST' ? 'GET' : 'POST' },
    { ...base, how: 'headers for filters', headers: [...headers[1], ...filterLines()] },
  ];
}

/** Headers that filters speak of, twice and in more than one case. */
function filterLines(): readonly (readonly [string, string])[] {
  return filterHeaders.flatMap((name) => [[name, 'first'] as const, [name.toUpperCase(), 'second'] as const]);
}

function proposeHosts(hostname: string | undefined, domain: string): readonly Draft[] {
  return hostVariants(hostname, domain).map(([how, host]) => ({ how, host, path: '/', headers: [], method: 'GET' }));
}
