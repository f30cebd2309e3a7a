import { clause } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import { findAbsence } from '../presence.ts';
import type { Rule } from '../types.ts';
import { nameOf } from '../world/identify.ts';
import { type GrantableReference, referencesOf } from '../world/references.ts';
import type { RouteRule, Service } from '../world/types.ts';
import type { World } from '../world/world.ts';

const topic = 'Backends';

const toBackends = ['backend', 'mirror', 'auth'];

interface BackendUse {
  reference: GrantableReference;
  port: number | undefined;
  services: readonly Service[];
}

const known = new WeakMap<World, BackendUse[]>();

function usesOf(world: World): BackendUse[] {
  const before = known.get(world);
  if (before) return before;
  const found = referencesOf(world)
    .filter(({ purpose }) => toBackends.includes(purpose))
    .map((reference) => ({ reference, port: reference.port, services: world.servicesOf(reference.to) }));
  known.set(world, found);
  return found;
}

/** Types of filters that may answer in place of a backend. */
const answering = new Set(['RequestRedirect', 'ExtensionRef']);

export const backendRules: readonly Rule[] = [
  {
    id: 'backend-missing',
    topic,
    level: 'error',
    title: 'A backendRef names an object that is not there',
    clause: clause('httproute', 1867, 1869),
    explanation:
      'The share of the requests that would go to it gets 500, and ResolvedRefs says BackendNotFound. In files that do not hold the whole world it is a warning where they hold other objects of that kind and namespace, and else not told.',
    fix: 'Name the Service as it is called, with its namespace where that is another one.',
    *check(world) {
      for (const { reference } of usesOf(world)) {
        const absence = findAbsence(world, reference.to);
        if (absence) yield { object: reference.from, path: `${reference.to.path}.name`, ...absence };
      }
    },
  },
  {
    id: 'backend-port',
    topic,
    level: 'error',
    title: 'A backendRef names a port that its Service does not have',
    clause: clause('object_reference', 148, 154),
    explanation:
      'port is the port of the Service, not the target port of its pods. A Service without it cannot be asked there: requests get 500 or 503.',
    fix: 'Name a port of the Service.',
    *check(world) {
      for (const { reference, port, services } of usesOf(world)) {
        if (port === undefined || services.length === 0) continue;
        const ports = services.flatMap((service) => service.ports);
        if (ports.some((each) => each.port === port)) continue;
        // Without ports it is headless or names another host; what stands behind it takes any.
        if (services.some((service) => service.ports.length === 0 || service.type === 'ExternalName')) continue;
        const target = ports.find(({ targetPort }) => targetPort === port);
        const hint = target
          ? `${port} is the target port of its port ${target.port}, which is the one to name`
          : `it has ${list(ports.map((each) => each.port))}`;
        yield {
          object: reference.from,
          path: `${reference.to.path}.port`,
          message: `${nameOf(reference.to)} has no port ${port}; ${hint}`,
          related: services.map(({ object }) => ({ object, path: 'spec.ports', message: 'its ports' })),
        };
      }
    },
  },
  {
    id: 'backend-protocol',
    topic,
    level: 'warning',
    title: 'The port of a backend carries another transport than the route',
    clause: clause('shared', 300, 305),
    explanation:
      'HTTPRoute, GRPCRoute, TLSRoute and TCPRoute need a port of TCP, UDPRoute one of UDP. A backend that cannot be asked in the protocol of the route is invalid (UnsupportedProtocol).',
    fix: 'Name a port of the right protocol; a Service may have both under one number.',
    *check(world) {
      for (const { reference, port, services } of usesOf(world)) {
        const needed = reference.from.kind === 'UDPRoute' ? 'UDP' : 'TCP';
        const ports = services.flatMap((service) => service.ports.filter((each) => each.port === port));
        if (ports.length === 0 || ports.some(({ protocol }) => protocol === needed)) continue;
        yield {
          object: reference.from,
          path: `${reference.to.path}.port`,
          message: `port ${port} of ${nameOf(reference.to)} is one of ${list(ports.map(({ protocol }) => protocol))}, and a ${reference.from.kind} needs ${needed}`,
        };
      }
    },
  },
  {
    id: 'backend-app-protocol',
    topic,
    level: 'warning',
    title: 'The appProtocol of a backend does not fit the route',
    clause: clause('shared', 300, 305),
    explanation:
      'appProtocol tells what a port speaks: kubernetes.io/h2c, kubernetes.io/ws and kubernetes.io/wss are known to the Gateway API. A GRPCRoute needs HTTP/2, so that a port that says WebSocket or plain http cannot be meant.',
    fix: 'Say kubernetes.io/h2c for a gRPC server without TLS, or leave appProtocol out.',
    *check(world) {
      for (const { reference, port, services } of usesOf(world)) {
        if (reference.from.kind !== 'GRPCRoute') continue;
        const ports = services.flatMap((service) => service.ports.filter((each) => each.port === port));
        const wrong = ports.find(
          ({ appProtocol }) => appProtocol !== undefined && /^(kubernetes\.io\/wss?|http)$/.test(appProtocol),
        );
        if (!wrong) continue;
        yield {
          object: reference.from,
          path: `${reference.to.path}.port`,
          message: `port ${port} of ${nameOf(reference.to)} speaks ${wrong.appProtocol}, and a GRPCRoute needs HTTP/2`,
        };
      }
    },
  },
  {
    id: 'backend-external-name',
    topic,
    level: 'warning',
    title: 'A backend is a Service of type ExternalName',
    clause: clause('object_reference', 117, 126),
    explanation:
      'Implementations should not support it, since it leads traffic to names outside of the cluster (CVE-2021-25740): most answer 500.',
    fix: 'Use a backend kind of the implementation for hosts outside, or a Service with EndpointSlices of its own.',
    *check(world) {
      for (const { reference, services } of usesOf(world)) {
        if (!services.some(({ type }) => type === 'ExternalName')) continue;
        yield {
          object: reference.from,
          path: `${reference.to.path}.name`,
          message: `${nameOf(reference.to)} is of type ExternalName`,
        };
      }
    },
  },
  {
    id: 'backend-kind',
    topic,
    level: 'info',
    title: 'A backend is of a kind that is specific to the implementation',
    clause: clause('httproute', 296, 310),
    explanation:
      'Service is Core, ServiceImport is Extended; every other kind is known to some implementations only, and InvalidKind to the others.',
    fix: 'Nothing, where the implementation documents the kind.',
    *check(world) {
      for (const { reference } of usesOf(world)) {
        const { group, kind, path } = reference.to;
        const isKnown =
          (group === '' && kind === 'Service') || (group === 'multicluster.x-k8s.io' && kind === 'ServiceImport');
        if (!isKnown)
          yield {
            object: reference.from,
            path,
            message: `${kind}${group === '' ? '' : `.${group}`} is specific to the implementation`,
          };
      }
    },
  },
  {
    id: 'backend-weightless',
    topic,
    level: 'warning',
    title: 'All backends of a rule have weight 0',
    clause: clause('shared', 315, 326),
    explanation:
      'A backend of weight 0 gets nothing. Where all have it the rule sends nothing anywhere, and its requests get an error.',
    fix: 'Give a backend weight, or remove the rule.',
    *check(world) {
      for (const { object, rules } of world.routes) {
        for (const { path, backends } of rules) {
          if (backends.length === 0 || backends.some(({ weight }) => weight !== 0)) continue;
          yield {
            object,
            path: `${path}.backendRefs`,
            message: 'all backends of this rule have weight 0, so that its requests reach nobody',
          };
        }
      }
    },
  },
  {
    id: 'backend-none',
    topic,
    level: 'warning',
    title: 'A rule has no backend, and no filter that answers',
    clause: clause('httproute', 270, 290),
    explanation:
      'A rule without backendRefs and without a redirect has nothing to answer with: its requests get an error of the gateway. A filter of the implementation (ExtensionRef) may answer, and is taken to do so.',
    fix: 'Add backendRefs, or a RequestRedirect filter.',
    *check(world) {
      for (const { object, kind, rules } of world.routes) {
        for (const rule of rules) {
          if (rule.backends.length > 0 || rule.filters.some(({ type }) => answering.has(type))) continue;
          // In other kinds the schema asks for them, or nothing else could be meant.
          if (kind !== 'HTTPRoute' && kind !== 'GRPCRoute') continue;
          yield { object, path: rule.path, message: 'this rule has neither a backend nor a filter that answers' };
        }
      }
    },
  },
  {
    id: 'backend-repeated',
    topic,
    level: 'info',
    title: 'A backend stands twice in one rule',
    clause: clause('shared', 315, 326),
    explanation: 'Its weights add up. Where the entries have the same filters, too, one of them says it all.',
    fix: 'Write it once, with the sum of the weights.',
    *check(world) {
      for (const { object, rules } of world.routes) {
        for (const rule of rules) {
          for (const { path, name } of findRepeated(rule)) {
            yield { object, path, message: `${name} stands twice in this rule; its weights add up` };
          }
        }
      }
    },
  },
];

function findRepeated({ backends }: RouteRule): { path: string; name: string }[] {
  if (backends.length < 2) return [];
  const groups = groupBy(backends, ({ group, kind, namespace, name, port, filters }) =>
    JSON.stringify([group, kind, namespace, name, port, filters.map(({ type, body }) => [type, body])]),
  );
  return [...groups.values()].flatMap(([first, second]) =>
    first && second ? [{ path: second.path, name: nameOf(first) }] : [],
  );
}
