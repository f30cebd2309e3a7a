import { clause } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import type { Rule } from '../types.ts';
import { covers, sayHostname } from '../world/hostnames.ts';
import { type Candidate, linksOf } from '../world/links.ts';
import type { World } from '../world/world.ts';
import { named } from './match-tools.ts';

const topic = 'Matches';

export const servedHostnameRules: readonly Rule[] = [
  {
    id: 'hostname-taken',
    topic,
    level: 'warning',
    title: 'A hostname of a route belongs to a more specific listener that the route does not attach to',
    clause: clause('gateway', 133, 156),
    explanation:
      'Of the listeners of a port, requests go to the one with the most specific hostname, and only its routes are asked. A route at *.example.com gets nothing for a.example.com where a listener for that name stands beside it.',
    fix: 'Attach the route to that listener, too.',
    *check(world) {
      const attachedTo = groupBy(
        linksOf(world).flatMap(({ route, candidates }) =>
          candidates.filter(({ obstacle }) => obstacle === undefined).map((candidate) => ({ route, candidate })),
        ),
        ({ route }) => route,
      );
      for (const [route, entries] of attachedTo) {
        if (!named.has(route.kind) && route.kind !== 'TLSRoute') continue;
        const own = new Set(entries.map(({ candidate }) => candidate.listener));
        for (const { path, value } of route.hostnames) {
          const serving = entries
            .filter(({ candidate }) => candidate.hostnames.some((each) => each.own === value))
            .map(({ candidate }) => candidate.listener);
          const takers = serving.map((listener) =>
            siblings(world, listener).find(
              (other) =>
                other !== listener &&
                !own.has(other) &&
                other.hostname !== listener.hostname &&
                other.hostname !== undefined &&
                covers(listener.hostname, other.hostname) &&
                covers(other.hostname, value),
            ),
          );
          const [taker] = takers;
          if (!taker || takers.includes(undefined)) continue;
          yield {
            object: route.object,
            path,
            message: `requests for ${value} go to listener ${taker.name} (${sayHostname(taker.hostname)}), to which this route does not attach`,
            related: [{ object: taker.owner, path: taker.path, message: `listener ${taker.name}` }],
          };
        }
      }
    },
  },
  {
    id: 'hostname-absent',
    topic,
    level: 'info',
    title: 'A route without hostnames takes every hostname of a listener that has none either',
    clause: clause('httproute', 60, 66),
    explanation:
      'Without hostnames a route takes those of its listener; where the listener has none either it takes every request that no other route is more specific for, also for names of others.',
    fix: 'Name the hostnames that the route is for.',
    *check(world) {
      for (const { route, parent, candidates } of linksOf(world)) {
        if (route.hostnames.length > 0 || !named.has(route.kind)) continue;
        const open = candidates.filter(
          ({ obstacle, listener }) => obstacle === undefined && listener.hostname === undefined,
        );
        if (open.length === 0) continue;
        const which = list(open.map(({ listener }) => listener.name));
        yield {
          object: route.object,
          path: parent.path,
          message: `this route takes requests for every hostname at listener ${which}`,
        };
      }
    },
  },
];

/** Listeners of the same Gateway and port. */
function siblings(world: World, { owner, port }: Candidate['listener']): readonly Candidate['listener'][] {
  const own = [...world.gatewaysOf(owner), ...world.listenerSetsOf(owner)].find(({ object }) => object === owner);
  return (own?.listeners ?? []).filter((each) => each.port === port);
}
