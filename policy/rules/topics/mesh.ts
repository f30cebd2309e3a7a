import { clause, gep } from '../clause.ts';
import { list } from '../group.ts';
import type { Rule } from '../types.ts';
import { nameOf } from '../world/identify.ts';
import type { ParentRef, Route, Service } from '../world/types.ts';
import type { World } from '../world/world.ts';

const topic = 'Meshes';

interface MeshParent {
  route: Route;
  parent: ParentRef;
  services: readonly Service[];
}

function* parentsOf(world: World): Iterable<MeshParent> {
  for (const route of world.routes) {
    for (const parent of route.parents) {
      if (parent.group === '' && parent.kind === 'Service') yield { route, parent, services: world.servicesOf(parent) };
    }
  }
}

export const meshRules: readonly Rule[] = [
  {
    id: 'mesh-port',
    topic,
    level: 'error',
    title: 'A route of a mesh names a port that its Service does not have',
    clause: clause('shared', 127, 134),
    explanation:
      'For a Service, port is one of its ports and sectionName the name of one; both must fit. A route for a port that is not there concerns no traffic.',
    fix: 'Name a port of the Service, or leave both out for all of them.',
    *check(world) {
      for (const { route, parent, services } of parentsOf(world)) {
        const ports = services.flatMap((service) => service.ports);
        if (ports.length === 0 || (parent.port === undefined && parent.sectionName === undefined)) continue;
        const fits = ports.some(
          ({ port, name }) => (parent.port ?? port) === port && (parent.sectionName ?? name) === name,
        );
        if (fits) continue;
        const wanted = [parent.port, parent.sectionName].filter((part) => part !== undefined).join(' ');
        yield {
          object: route.object,
          path: `${parent.path}.${parent.port === undefined ? 'sectionName' : 'port'}`,
          message: `${nameOf(parent)} has no port ${wanted}; it has ${list(ports.map(({ port, name }) => (name === '' ? port : `${port} (${name})`)))}`,
        };
      }
    },
  },
  {
    id: 'mesh-consumer',
    topic,
    level: 'info',
    title: 'A route of a mesh is for a Service of another namespace',
    clause: clause('shared', 176, 190),
    explanation:
      'Such a consumer route holds for clients in the namespace of the route only, and not every mesh has them. A route for everybody stands in the namespace of the Service. No ReferenceGrant changes that.',
    fix: 'Nothing, where only these clients are meant.',
    *check(world) {
      for (const { route, parent } of parentsOf(world)) {
        if (parent.namespace === route.object.namespace) continue;
        yield {
          object: route.object,
          path: parent.path,
          message: `this route holds for clients of ${route.object.namespace} only, since ${nameOf(parent)} is of another namespace`,
        };
      }
    },
  },
  {
    id: 'mesh-hostnames',
    topic,
    level: 'warning',
    title: 'A route of a mesh names hostnames',
    clause: gep(1294),
    explanation:
      'Meshes should take nothing from hostnames of a route whose parent is a Service: all traffic to the Service is meant.',
    fix: 'Remove them, or match the Host header.',
    *check(world) {
      for (const route of world.routes) {
        const isMesh =
          route.parents.length > 0 && route.parents.every(({ group, kind }) => group === '' && kind === 'Service');
        const [first] = route.hostnames;
        if (isMesh && first)
          yield {
            object: route.object,
            path: 'spec.hostnames',
            message: 'hostnames of a route whose parents are Services mean nothing',
          };
      }
    },
  },
  {
    id: 'mesh-service-type',
    topic,
    level: 'warning',
    title: 'The parent of a route is a Service that has no address of its own',
    clause: clause('shared', 192, 195),
    explanation:
      'Only Services with a ClusterIP have support as parents: traffic to a headless or external one goes past the mesh to the pods.',
    fix: 'Use a Service with a ClusterIP.',
    *check(world) {
      for (const { route, parent, services } of parentsOf(world)) {
        const bad = services.find(({ type, clusterIp }) => type === 'ExternalName' || clusterIp === 'None');
        if (!bad) continue;
        const what = bad.type === 'ExternalName' ? 'of type ExternalName' : 'headless';
        yield { object: route.object, path: `${parent.path}.name`, message: `${nameOf(parent)} is ${what}` };
      }
    },
  },
  {
    id: 'mesh-loop',
    topic,
    level: 'info',
    title: 'A route of a mesh sends to the Service that it is for',
    clause: gep(1294),
    explanation:
      'Its backends are asked without routes once more, so that this is no loop: the share of the Service itself goes to its endpoints.',
    fix: 'Nothing, where that is meant.',
    *check(world) {
      for (const { route, parent } of parentsOf(world)) {
        for (const { backends } of route.rules) {
          const [only, other] = backends;
          if (other || !only || nameOf(only) !== nameOf(parent) || only.group !== '') continue;
          yield {
            object: route.object,
            path: only.path,
            message: `all requests of this rule go to the endpoints of ${nameOf(parent)}, as without the route`,
          };
        }
      }
    },
  },
  {
    id: 'parent-kind-unknown',
    topic,
    level: 'info',
    title: 'A parent is of a kind that is specific to the implementation',
    clause: clause('shared', 48, 56),
    explanation:
      'Gateway, ListenerSet and Service are known to the Gateway API; what another kind means is said by the implementation.',
    fix: 'Nothing, where the implementation documents the kind. For a Service, write group: "".',
    *check(world) {
      for (const { object, parents } of world.routes) {
        for (const { path, group, kind } of parents) {
          const isKnown =
            group === ''
              ? kind === 'Service'
              : group === 'gateway.networking.k8s.io' && (kind === 'Gateway' || kind === 'ListenerSet');
          if (isKnown) continue;
          const isService = kind === 'Service' && group === 'gateway.networking.k8s.io';
          yield isService
            ? { object, path, level: 'warning', message: 'a Service is of the core group: write group: ""' }
            : { object, path, message: `${kind}${group === '' ? '' : `.${group}`} is specific to the implementation` };
        }
      }
    },
  },
];
