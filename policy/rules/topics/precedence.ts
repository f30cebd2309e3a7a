import { clause } from '../clause.ts';
import { groupBy } from '../group.ts';
import type { Problem, Rule } from '../types.ts';
import { sayHostname } from '../world/hostnames.ts';
import { nameOf } from '../world/identify.ts';
import { type Candidate, linksOf } from '../world/links.ts';
import type { Match, Route } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { named, type Placed, placedOf } from './match-tools.ts';

const topic = 'Matches';

/** What a match takes, in one spelling: of equal header names the first counts, and a prefix may end with a slash. */
function keyOf({ pathType, pathValue, method, headers, query, grpc }: Match): string {
  const path = pathType === 'PathPrefix' && pathValue !== '/' ? pathValue.replace(/\/$/, '') : pathValue;
  const values = (entries: Match['headers'], ignoreCase: boolean) => {
    const first = new Map<string, string>();
    for (const { type, name, value } of entries) {
      const key = ignoreCase ? name.toLowerCase() : name;
      if (!first.has(key)) first.set(key, `${type} ${value}`);
    }
    return [...first].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  return JSON.stringify([pathType, path, method ?? '', values(headers, true), values(query, false), grpc ?? null]);
}

/** How a person says it. */
export function sayMatch({ pathType, pathValue, method, headers, query, grpc }: Match): string {
  const path =
    pathType === 'Exact'
      ? pathValue
      : pathType === 'PathPrefix'
        ? `${pathValue.replace(/\/$/, '')}/*`
        : `~ ${pathValue}`;
  const call = grpc ? `${grpc.service ?? '*'}/${grpc.method ?? '*'}` : path;
  const values = [
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    ...query.map(({ name, value }) => `?${name}=${value}`),
  ];
  return [method, call, values.length > 0 ? `with ${values.join(', ')}` : undefined].filter(Boolean).join(' ');
}

/** Which of two routes goes first where all else is equal: the older one, then the first by namespace and name. */
function goesFirst(a: Route, b: Route): { first: Route; because: string } {
  const [x, y] = [a.object, b.object];
  if (x.createdAt !== y.createdAt && x.createdAt !== '' && y.createdAt !== '') {
    return { first: x.createdAt < y.createdAt ? a : b, because: 'it is older' };
  }
  const nameOfRoute = (route: Route) => `${route.object.namespace}/${route.object.name}`;
  const first = nameOfRoute(a) <= nameOfRoute(b) ? a : b;
  return { first, because: 'it is first by namespace and name, unless the other one is older' };
}

/** A route at a listener, under one of its hostnames. */
interface Served {
  route: Route;
  candidate: Candidate;
  own: string | undefined;
  common: string | undefined;
}

/** Routes of a kind by listener and hostname, where more than one could take the same request. */
function* meetings(
  world: World,
): Iterable<{ hostname: string | undefined; listener: Candidate['listener']; served: Served[] }> {
  const attached = linksOf(world).flatMap(({ route, candidates }) =>
    candidates
      .filter(({ obstacle }) => obstacle === undefined)
      .flatMap((candidate) =>
        candidate.hostnames.map(({ own, common }): Served => ({ route, candidate, own, common })),
      ),
  );
  for (const [listener, atListener] of groupBy(attached, ({ candidate }) => candidate.listener)) {
    // By the route's own hostname, by which precedence is decided.
    const byHostname = groupBy(atListener, ({ route, own, common }) => `${route.kind} ${own ?? ''} ${common ?? ''}`);
    for (const served of byHostname.values()) {
      const routes = new Set(served.map(({ route }) => route));
      if (routes.size > 1) yield { hostname: served[0]?.common, listener, served };
    }
  }
}

export const precedenceRules: readonly Rule[] = [
  {
    id: 'match-repeated',
    topic,
    level: 'warning',
    title: 'A match stands twice in one route',
    clause: clause('httproute', 212, 214),
    explanation:
      'Of equal matches of one route the first rule wins, whatever the others say: the later one takes no request. Names of headers are compared without regard to case, and a prefix with and without a slash at its end is the same.',
    fix: 'Remove one of them, or make the later one more specific.',
    *check(world) {
      for (const route of world.routes) {
        if (!named.has(route.kind)) continue;
        const seen = new Map<string, Placed>();
        for (const placed of placedOf(route)) {
          const key = keyOf(placed.match);
          const before = seen.get(key);
          if (!before) {
            seen.set(key, placed);
            continue;
          }
          yield {
            object: route.object,
            path: placed.path,
            message: `${sayMatch(placed.match)} stands before in the same route, which takes all its requests`,
            related: [{ object: route.object, path: before.path, message: 'the match that wins' }],
          };
        }
      }
    },
  },
  {
    id: 'match-shared',
    topic,
    level: 'warning',
    title: 'Two routes have the same match for the same hostname',
    clause: clause('httproute', 205, 210),
    explanation:
      'Where two routes at one listener take the same requests the older one wins, and of equally old ones the first by namespace and name: the other one takes none, or takes them all when the first is made anew. Across namespaces one team takes the requests of another one.',
    fix: 'Keep the match in one route, or tell them apart by hostname, path or headers.',
    *check(world) {
      const told = new Set<string>();
      for (const { hostname, listener, served } of meetings(world)) {
        const seen = new Map<string, Placed>();
        for (const { route } of served) {
          for (const placed of placedOf(route)) {
            const key = keyOf(placed.match);
            const before = seen.get(key);
            if (!before) seen.set(key, placed);
            else if (before.route !== route) {
              const id = `${route.object.index} ${placed.path} ${before.route.object.index} ${before.path}`;
              if (told.has(id) || nameOf(before.route.object) === nameOf(route.object)) continue;
              told.add(id);
              yield describeShared(placed, before, sayHostname(hostname), listener.name);
            }
          }
        }
      }
    },
  },
  {
    id: 'grpc-http-hostname',
    topic,
    level: 'warning',
    title: 'An HTTPRoute and a GRPCRoute share a hostname at one listener',
    clause: clause('grpcroute', 144, 158),
    explanation:
      'Implementations may reject one of two routes of these kinds whose hostnames intersect at a listener: the younger one, then the later one by namespace and name.',
    fix: 'Give gRPC hostnames of its own.',
    *check(world) {
      const told = new Set<string>();
      const served = linksOf(world).flatMap(({ route, candidates }) =>
        candidates
          .filter(({ obstacle }) => obstacle === undefined)
          .flatMap(({ listener, hostnames }) => hostnames.map(({ common }) => ({ route, listener, common }))),
      );
      for (const [, entries] of groupBy(served, ({ listener }) => listener)) {
        const http = groupBy(
          entries.filter(({ route }) => route.kind === 'HTTPRoute'),
          ({ common }) => common,
        );
        for (const { route, common, listener } of entries.filter((each) => each.route.kind === 'GRPCRoute')) {
          const other = http.get(common)?.[0]?.route;
          const id = `${route.object.index} ${other?.object.index}`;
          if (!other || told.has(id)) continue;
          told.add(id);
          const { first, because } = goesFirst(route, other);
          yield {
            object: route.object,
            path: 'spec.hostnames',
            message: `${nameOf(other.object)} serves ${sayHostname(common)} at listener ${listener.name}, too: one of both may be rejected, and ${nameOf(first.object)} stays, since ${because}`,
            related: [{ object: other.object, path: 'spec.hostnames', message: 'hostnames' }],
          };
        }
      }
    },
  },
  {
    id: 'layer4-shared',
    topic,
    level: 'warning',
    title: 'Two routes without names share a listener',
    clause: clause('shared', 300, 326),
    explanation:
      'A TCP or UDP listener has nothing by which to tell connections apart: of several routes the oldest gets all of them, then the first by namespace and name.',
    fix: 'Keep one route at each listener; several backends share by weight.',
    *check(world) {
      const attached = linksOf(world).flatMap(({ route, candidates }) =>
        route.kind === 'TCPRoute' || route.kind === 'UDPRoute'
          ? candidates.filter(({ obstacle }) => obstacle === undefined).map(({ listener }) => ({ route, listener }))
          : [],
      );
      for (const [listener, entries] of groupBy(attached, (each) => each.listener)) {
        const [one, ...others] = [...new Set(entries.map(({ route }) => route))];
        for (const other of others) {
          if (!one || nameOf(one.object) === nameOf(other.object)) continue;
          const { first, because } = goesFirst(one, other);
          yield {
            object: other.object,
            path: 'spec.parentRefs',
            message: `${nameOf(one.object)} attaches to listener ${listener.name}, too; ${nameOf(first.object)} gets its connections, since ${because}`,
            related: [{ object: one.object, path: 'spec.parentRefs', message: 'parents' }],
          };
        }
      }
    },
  },
];

function describeShared(placed: Placed, before: Placed, hostname: string, listener: string): Problem {
  const { first, because } = goesFirst(before.route, placed.route);
  const other = first === placed.route ? before : placed;
  const isForeign = before.route.object.namespace !== placed.route.object.namespace;
  return {
    object: placed.route.object,
    path: placed.path,
    message: `${sayMatch(placed.match)} for ${hostname} at listener ${listener} is in ${nameOf(before.route.object)}, too${isForeign ? ', of another namespace' : ''}; ${nameOf(first.object)} wins, since ${because}, and ${nameOf(other.route.object)} gets no such request`,
    related: [{ object: before.route.object, path: before.path, message: 'the same match' }],
  };
}
