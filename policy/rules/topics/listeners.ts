import { clause, gep } from '../clause.ts';
import { findAbsence } from '../presence.ts';
import type { Rule } from '../types.ts';
import { gatewayGroup } from '../world/identify.ts';
import { kindsOfProtocol, linksOf } from '../world/links.ts';
import { findContradiction } from '../world/selectors.ts';
import { type Listener, routeKinds } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { layered } from './listener-tools.ts';

const topic = 'Listeners';

function allListeners(world: World): Listener[] {
  return [...world.gateways, ...world.listenerSets].flatMap(({ listeners }) => listeners);
}

export const listenerRules: readonly Rule[] = [
  {
    id: 'gateway-class-missing',
    topic,
    level: 'error',
    title: 'A Gateway names a GatewayClass that is not there',
    clause: clause('gateway', 69, 72),
    explanation:
      'A Gateway of a class that nobody implements is looked at by no controller: it gets neither address nor status.',
    fix: 'Name a GatewayClass of the cluster.',
    *check(world) {
      for (const { object, className } of world.gateways) {
        if (className === '') continue;
        const target = { group: gatewayGroup, kind: 'GatewayClass', namespace: '', name: className };
        const absence = findAbsence(world, target);
        if (absence) yield { object, path: 'spec.gatewayClassName', ...absence };
      }
    },
  },
  {
    id: 'listener-kinds',
    topic,
    level: 'error',
    title: 'A listener allows a kind of route that its protocol does not carry',
    clause: clause('gateway', 958, 966),
    explanation:
      'The kinds that allowedRoutes lists must be ones that the protocol carries: HTTPRoute and GRPCRoute over HTTP and HTTPS, TLSRoute and TCPRoute over TLS, TCPRoute over TCP, UDPRoute over UDP. Of others the listener says InvalidRouteKinds.',
    fix: 'Remove the kind, or change the protocol.',
    *check(world) {
      for (const { kinds, protocol, owner, name } of allListeners(world)) {
        const carried: readonly string[] | undefined = kindsOfProtocol(protocol);
        if (!carried) continue;
        for (const { path, group, kind } of kinds) {
          const isOfGatewayApi = group === gatewayGroup;
          const isKnown = (routeKinds as readonly string[]).includes(kind);
          if (isOfGatewayApi ? carried.includes(kind) : !isKnown) continue;
          const message = isOfGatewayApi
            ? `listener ${name} speaks ${protocol}, which carries no ${kind}`
            : `listener ${name} allows ${kind} of the group ${JSON.stringify(group)}; the route is of ${gatewayGroup}`;
          yield { object: owner, path, message, ...(isOfGatewayApi && isKnown ? {} : { level: 'warning' }) };
        }
      }
    },
  },
  {
    id: 'listener-admits-nobody',
    topic,
    level: 'warning',
    title: 'A selector of namespaces can take none',
    clause: clause('gateway', 1012, 1020),
    explanation:
      'A selector with demands that contradict one another takes no namespace, and from: Selector without a selector takes none either: no route attaches.',
    fix: 'Mend the selector.',
    *check(world) {
      for (const { from, selector, owner, path, name } of allListeners(world)) {
        if (from !== 'Selector') continue;
        const because = selector ? findContradiction(selector) : 'there is no selector';
        if (because === undefined) continue;
        yield {
          object: owner,
          path: `${path}.allowedRoutes.namespaces`,
          message: `listener ${name} takes routes of no namespace: ${because}`,
        };
      }
    },
  },
  {
    id: 'listener-admits-everybody',
    topic,
    level: 'info',
    title: 'A listener without a hostname takes routes of every namespace',
    clause: clause('gateway', 995, 1003),
    explanation:
      'Whoever may write a route anywhere in the cluster may then serve any hostname there, also one of another team. With a hostname of its own, or a selector, a listener is for those that it is meant for.',
    fix: 'Give it a hostname, or from: Selector.',
    *check(world) {
      for (const { from, selector, hostname, protocol, owner, path, name } of allListeners(world)) {
        const isEmpty = selector && Object.keys(selector.matchLabels).length + selector.expressions.length === 0;
        if (
          hostname !== undefined ||
          !layered.includes(protocol) ||
          (from !== 'All' && !(from === 'Selector' && isEmpty))
        )
          continue;
        yield { object: owner, path, message: `listener ${name} takes routes of every namespace for every hostname` };
      }
    },
  },
  {
    id: 'listener-idle',
    topic,
    level: 'warning',
    title: 'No route attaches to a listener',
    clause: clause('gateway', 1560, 1580),
    explanation: 'It answers 404 to everything, or nothing at all. Asked only where the world is closed.',
    fix: 'Remove the listener, or attach a route to it.',
    *check(world) {
      if (!world.options.closed) return;
      const used = new Set(
        linksOf(world).flatMap(({ candidates }) =>
          candidates.filter(({ obstacle, unsure }) => obstacle === undefined || unsure).map(({ listener }) => listener),
        ),
      );
      for (const listener of allListeners(world)) {
        // What an implementation's own kinds attach to it cannot be known.
        if (used.has(listener) || kindsOfProtocol(listener.protocol) === undefined) continue;
        yield {
          object: listener.owner,
          path: listener.path,
          message: `no route attaches to listener ${listener.name}`,
        };
      }
    },
  },
  {
    id: 'listener-hostname-ip',
    topic,
    level: 'warning',
    title: 'A hostname is an IP address',
    clause: clause('httproute', 65, 72),
    explanation:
      'Hostnames are names: no IP address is allowed, and a listener or route with one is not accepted, or never matches.',
    fix: 'Remove it: without a hostname every one is served, addresses included.',
    *check(world) {
      const isAddress = (name: string | undefined) => name !== undefined && /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
      for (const { hostname, owner, path } of allListeners(world)) {
        if (isAddress(hostname))
          yield { object: owner, path: `${path}.hostname`, message: `${hostname} is an IP address` };
      }
      for (const { object, hostnames } of world.routes) {
        for (const { path, value } of hostnames) {
          if (isAddress(value)) yield { object, path, message: `${value} is an IP address` };
        }
      }
    },
  },
  {
    id: 'gateway-name-long',
    topic,
    level: 'warning',
    title: 'The name of a Gateway is too long for what is derived from it',
    clause: gep(1762),
    explanation:
      'Implementations that make workloads for a Gateway label them with its name, which holds 63 characters at most, and should name them NAME-CLASS, which is the limit of a Service, too. Longer names are cut, hashed, or fail.',
    fix: 'Shorten the name.',
    *check(world) {
      for (const { object, className } of world.gateways) {
        const { name } = object;
        const derived = `${name}-${className}`;
        if (name.length > 63) {
          yield {
            object,
            path: 'metadata.name',
            message: `${name} has ${name.length} characters, and a label takes 63`,
          };
        } else if (derived.length > 63) {
          yield {
            object,
            path: 'metadata.name',
            level: 'info',
            message: `${derived}, the name of what is made for it, has ${derived.length} characters, and a Service takes 63`,
          };
        }
      }
    },
  },
];
