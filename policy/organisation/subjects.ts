import type { JsonObject } from '../../apimachinery/types.ts';
import type { WorldObject } from '../rules/world/types.ts';
import type { World } from '../rules/world/world.ts';
import type { Relations } from './relations.ts';
import type { Subject } from './types.ts';

/** One thing that a rule is asked of. */
export interface Asked {
  object: WorldObject;
  /** Where it stands in its object; empty for the object. */
  path: string;
  /** What expressions know of it, beside the object and its namespace. */
  values(): JsonObject;
}

/** Everything among the judged objects that rules for a subject are asked of. */
export function listAsked(world: World, relations: Relations, subject: Subject): Asked[] {
  const all = find[subject](world, relations);
  // What only stands around the files is nobody's to mend here.
  return all.filter(({ object }) => object.index !== undefined);
}

const find: Readonly<Record<Subject, (world: World, relations: Relations) => Asked[]>> = {
  object: (world) => world.objects.map((object) => ({ object, path: '', values: () => ({}) })),
  gateway: (world, relations) =>
    world.gateways.map((one) => ({
      object: one.object,
      path: '',
      values: () => ({ gateway: relations.gateway(one) }),
    })),
  listener: (world, relations) => [
    ...world.gateways.flatMap((gateway) =>
      gateway.listeners.map((one) => ({
        object: gateway.object,
        path: one.path,
        values: () => ({ listener: relations.listener(one), gateway: relations.gateway(gateway) }),
      })),
    ),
    ...world.listenerSets.flatMap(({ object, parent, listeners }) =>
      listeners.map((one) => ({
        object,
        path: one.path,
        values: () => {
          const [gateway] = world.gatewaysOf(parent);
          return { listener: relations.listener(one), gateway: gateway ? relations.gateway(gateway) : null };
        },
      })),
    ),
  ],
  route: (world, relations) =>
    world.routes.map((one) => ({ object: one.object, path: '', values: () => ({ route: relations.route(one) }) })),
  backend: (world, relations) =>
    world.routes.flatMap((route) =>
      route.rules.flatMap(({ backends }) =>
        backends.map((one) => ({
          object: route.object,
          path: one.path,
          values: () => ({ backend: relations.backend(one), route: relations.route(route) }),
        })),
      ),
    ),
  grant: (world, relations) =>
    world.grants.map((one) => ({ object: one.object, path: '', values: () => ({ grant: relations.grant(one) }) })),
  namespace: (world, relations) =>
    world.objects
      .filter(({ group, kind }) => group === '' && kind === 'Namespace')
      .map((object) => {
        const isIn = (one: { object: WorldObject }) => one.object.namespace === object.name;
        return {
          object,
          path: '',
          values: () => ({
            namespaceRoutes: world.routes.filter(isIn).map((one) => relations.route(one)),
            namespaceGateways: world.gateways.filter(isIn).map((one) => relations.gateway(one)),
            namespaceGrants: world.grants.filter(isIn).map((one) => relations.grant(one)),
          }),
        };
      }),
};
