import type { Behaviour } from '../behaviour/types.ts';
import { compileRoute } from '../kinds/index.ts';
import type { Service } from '../model/core.ts';
import { type Memory, remembersNothing } from '../model/memory.ts';
import { keyOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { DesiredParent, Route } from '../model/route.ts';
import type { MeshFrontend } from '../model/served.ts';
import type { CompiledRoute } from '../routes/compile.ts';
import { desireParents } from '../status/route.ts';
import { attachToServices, isServiceRef, type MeshRoute, settleKinds } from './attach.ts';
import { buildMeshFrontends, type PlainService } from './frontends.ts';

/** What the mesh makes of the cached objects. */
export interface MeshState {
  frontends: readonly MeshFrontend[];
  /** Names of the namespaces whose pods are members. */
  members: ReadonlySet<string>;
  /** What a route's status says of the Services among its parents. */
  parentsOf(route: Route): readonly DesiredParent[];
}

/** What of the mesh is kept for its next state. */
export interface MeshMemories {
  routes: Memory<Route, CompiledRoute>;
  services: Memory<Service, PlainService>;
}

const noMemories: MeshMemories = { routes: remembersNothing, services: remembersNothing };

/** Computes routing and statuses of the mesh from the objects alone. */
export function computeMesh(model: Model, gatewayBehaviour: Behaviour, memories = noMemories): MeshState {
  const behaviour = forMesh(gatewayBehaviour);
  const attached = [...model.routes.values()]
    .filter(({ kind, spec }) => isRequestRoute(kind) && (spec.parentRefs ?? []).some(isServiceRef))
    .map((route): MeshRoute => {
      const compiled = memories.routes(model, route, (seen) => compileRoute(seen, route, behaviour));
      return { route, compiled, attachments: attachToServices(model, route, compiled, behaviour) };
    });
  const settled = settleKinds(attached, behaviour);
  const parents = new Map(
    settled.map(({ route, compiled, attachments }) => [
      route,
      behaviour.mesh.parents(desireParents(route, compiled, attachments, gatewayBehaviour)),
    ]),
  );
  const members = [...model.namespaces.values()].filter(({ metadata }) =>
    behaviour.mesh.isMember(metadata.labels ?? {}),
  );
  return {
    frontends: members.length === 0 ? [] : buildMeshFrontends(model, settled, behaviour, memories.services),
    members: new Set(members.map(keyOf)),
    parentsOf: (route) => parents.get(route) ?? [],
  };
}

function isRequestRoute(kind: string): boolean {
  return kind === 'HTTPRoute' || kind === 'GRPCRoute';
}

/** Routes of a mesh only lead where the client could go by itself: https://gateway-api.sigs.k8s.io/geps/gep-1426/ */
function forMesh(behaviour: Behaviour): Behaviour {
  if (behaviour.mesh.needsGrant) return behaviour;
  return { ...behaviour, grants: { ...behaviour.grants, needed: () => false } };
}
