import { clause } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import { findAbsence, nearestName } from '../presence.ts';
import type { Problem, Rule } from '../types.ts';
import { sayHostname } from '../world/hostnames.ts';
import { nameOf } from '../world/identify.ts';
import {
  type Candidate,
  coversAll,
  isListenerParent,
  type Link,
  linksOf,
  type Obstacle,
  obstacles,
} from '../world/links.ts';
import type { World } from '../world/world.ts';

const topic = 'Parents of routes';

/** The obstacle that a parentRef got furthest to before: of several listeners the one that nearly took the route tells most. */
function furthest({ candidates }: Link): Obstacle | undefined {
  if (candidates.length === 0 || candidates.some(({ obstacle }) => obstacle === undefined)) return undefined;
  return obstacles.findLast((each) => candidates.some(({ obstacle }) => obstacle === each));
}

function* findStuck(
  world: World,
  wanted: Obstacle,
  describe: (link: Link, stuck: Candidate[]) => string,
): Iterable<Problem> {
  for (const link of linksOf(world)) {
    if (furthest(link) !== wanted) continue;
    const stuck = link.candidates.filter(({ obstacle }) => obstacle === wanted);
    const unsure = link.candidates.some((candidate) => candidate.unsure);
    const field = wanted === 'section' ? '.sectionName' : wanted === 'port' ? '.port' : '';
    yield {
      object: link.route.object,
      path: `${link.parent.path}${field}`,
      message: describe(link, stuck),
      ...(unsure ? { level: 'warning' } : {}),
      related: stuck.slice(0, 5).map(({ listener }) => ({
        object: listener.owner,
        path: listener.path,
        message: `listener ${listener.name}`,
      })),
    };
  }
}

export const parentRules: readonly Rule[] = [
  {
    id: 'parent-missing',
    topic,
    level: 'error',
    title: 'A parentRef names a Gateway, ListenerSet or Service that is not there',
    clause: clause('shared', 379, 383),
    explanation:
      'A route is served by nobody until the parent that it names exists: its parent status stays away, or says NoMatchingParent.',
    fix: 'Name the parent as it is called, with its namespace where that is not the namespace of the route.',
    *check(world) {
      for (const { route, parent } of linksOf(world)) {
        const absence = findAbsence(world, parent);
        if (absence) yield { object: route.object, path: `${parent.path}.name`, ...absence };
      }
    },
  },
  {
    id: 'parent-section',
    topic,
    level: 'error',
    title: 'A parentRef names a listener that its parent does not have',
    clause: clause('shared', 92, 113),
    explanation:
      'sectionName selects the listener of that name. Where there is none the route is not accepted (NoMatchingParent), and none of its rules is served by that parent.',
    fix: 'Name a listener of the parent, or leave sectionName out to attach to all that allow it.',
    check: (world) =>
      findStuck(world, 'section', ({ parent, candidates }) => {
        const names = candidates.map(({ listener }) => listener.name);
        const near = nearestName(parent.sectionName ?? '', names);
        const hint = near === undefined ? `it has ${list(names)}` : `did you mean ${near}?`;
        return `${nameOf(parent)} has no listener ${parent.sectionName}; ${hint}`;
      }),
  },
  {
    id: 'parent-port',
    topic,
    level: 'error',
    title: 'A parentRef names a port on which its parent does not listen',
    clause: clause('shared', 115, 125),
    explanation:
      'port selects the listeners of that port; together with sectionName both must fit. Where none does the route is not accepted (NoMatchingParent).',
    fix: 'Name the port of a listener, or leave it out.',
    check: (world) =>
      findStuck(world, 'port', ({ parent }, stuck) => {
        const ports = list(stuck.map(({ listener }) => listener.port));
        const which =
          parent.sectionName === undefined ? nameOf(parent) : `listener ${parent.sectionName} of ${nameOf(parent)}`;
        return `${which} does not listen on port ${parent.port}; it listens on ${ports}`;
      }),
  },
  {
    id: 'parent-kind',
    topic,
    level: 'error',
    title: 'No listener of the parent takes routes of this kind',
    clause: clause('gateway', 955, 970),
    explanation:
      'A listener takes the kinds that its protocol carries, and of these only those that allowedRoutes.kinds lists, if it lists any. A route of another kind is not accepted (NotAllowedByListeners).',
    fix: 'Attach the route to a listener of a protocol that carries it, or add its kind to allowedRoutes.kinds.',
    check: (world) =>
      findStuck(world, 'kind', ({ route, parent }, stuck) => {
        const which = list(stuck.map(({ listener }) => `${listener.name} (${listener.protocol})`));
        return `no listener of ${nameOf(parent)} takes a ${route.kind}: ${which}`;
      }),
  },
  {
    id: 'parent-namespace',
    topic,
    level: 'error',
    title: 'No listener of the parent takes routes of this namespace',
    clause: clause('gateway', 995, 1010),
    explanation:
      'allowedRoutes.namespaces says whose routes a listener takes; by default those of its own namespace only. A route of another namespace is not accepted (NotAllowedByListeners). Where a selector asks for labels that no Namespace object in the files tells, this is a warning.',
    fix: 'Move the route, or let the listener take its namespace: from: All, or a selector that takes its labels.',
    check: (world) =>
      findStuck(world, 'namespace', ({ route, parent }, stuck) => {
        const { namespace } = route.object;
        const which = list(stuck.map(({ listener }) => `${listener.name} takes ${sayFrom(listener.from)}`));
        return `no listener of ${nameOf(parent)} takes routes of the namespace ${namespace}: ${which}`;
      }),
  },
  {
    id: 'parent-hostname',
    topic,
    level: 'error',
    title: 'No hostname of the route fits a listener of the parent',
    clause: clause('httproute', 73, 102),
    explanation:
      'Where listener and route both name hostnames, at least one of the route must lie within the one of the listener or the other way around: *.example.com takes a.example.com and a.b.example.com, but not example.com. Else the route is not accepted (NoMatchingListenerHostname).',
    fix: 'Give the route a hostname that the listener serves, or the listener one that covers the route.',
    check: (world) =>
      findStuck(world, 'hostname', ({ route, parent }, stuck) => {
        const own = list(route.hostnames.map(({ value }) => value));
        const theirs = list(stuck.map(({ listener }) => `${listener.name} (${sayHostname(listener.hostname)})`));
        return `none of the hostnames ${own} fits a listener of ${nameOf(parent)}: ${theirs}`;
      }),
  },
  {
    id: 'hostname-ignored',
    topic,
    level: 'warning',
    title: 'A hostname of the route fits no listener that the route attaches to',
    clause: clause('httproute', 93, 97),
    explanation:
      'Hostnames that do not fit the hostname of a listener are ignored there. One that fits none of the listeners is served nowhere, though the route is accepted by its other hostnames.',
    fix: 'Remove the hostname, or attach the route to a listener that serves it.',
    *check(world) {
      const byRoute = groupBy(linksOf(world), ({ route }) => route);
      for (const [route, links] of byRoute) {
        // What hangs on a parent that is not in the files may be served there.
        if (links.some(({ candidates, parent }) => candidates.length === 0 && isListenerParent(parent))) continue;
        if (links.some(({ candidates }) => candidates.length === 0)) continue;
        const attached = links.flatMap(({ candidates }) => candidates.filter(({ obstacle }) => obstacle === undefined));
        if (attached.length === 0 || links.some(({ candidates }) => candidates.some(({ unsure }) => unsure))) continue;
        for (const hostname of route.hostnames) {
          if (attached.some(({ hostnames }) => hostnames.some(({ own }) => own === hostname.value))) continue;
          const which = list(attached.map(({ listener }) => `${listener.name} (${sayHostname(listener.hostname)})`));
          yield {
            object: route.object,
            path: hostname.path,
            message: `${hostname.value} fits none of the listeners that the route attaches to: ${which}`,
          };
        }
      }
    },
  },
  {
    id: 'route-without-parents',
    topic,
    level: 'warning',
    title: 'A route names no parent',
    clause: clause('shared', 176, 196),
    explanation:
      'A route attaches to what its parentRefs name. One without any is accepted by the API server and served by nobody.',
    fix: 'Add parentRefs with the Gateway that is to serve the route.',
    *check(world) {
      for (const { object, parents } of world.routes) {
        const spec = object.value.spec as { useDefaultGateways?: unknown } | undefined;
        if (parents.length > 0 || (spec?.useDefaultGateways ?? 'None') !== 'None') continue;
        yield { object, path: 'spec', message: `${nameOf(object)} names no parent, so that nobody serves it` };
      }
    },
  },
  {
    id: 'hostname-covered',
    topic,
    level: 'info',
    title: 'A hostname of a route is covered by another one of the same route',
    clause: clause('httproute', 89, 91),
    explanation:
      'A wildcard takes all names below it, so that naming one of them beside it adds nothing, save precedence over other routes.',
    fix: 'Keep the wildcard alone, or the names alone.',
    *check(world) {
      for (const { object, hostnames } of world.routes) {
        for (const [index, { path, value }] of hostnames.entries()) {
          const others = hostnames.filter((_, at) => at !== index).map((each) => each.value);
          const equal = hostnames.slice(0, index).some((each) => each.value === value);
          const wide = others.find((other) => other !== value && coversAll([other], value));
          if (!equal && wide === undefined) continue;
          yield { object, path, message: equal ? `${value} is named twice` : `${value} is covered by ${wide}` };
        }
      }
    },
  },
];

function sayFrom(from: string): string {
  return from === 'Same' ? 'its own namespace' : from === 'Selector' ? 'those that its selector takes' : 'none';
}
