import { conformant } from './conformant.ts';
import type { Gateway } from './model/gateway.ts';
import type { DesiredCondition, StoredObject } from './model/meta.ts';
import { buildModel } from './model/model.ts';
import { separateLayout } from './serving/layouts.ts';
import { computeState } from './state.ts';
import { buildClass, buildLoadBalancer, buildNamespace } from './testing.ts';

export const layout = separateLayout(conformant);

/** What follows from the objects, a class and a namespace. */
export function compute(...objects: StoredObject[]) {
  const state = computeState(buildModel([buildClass(), buildNamespace('ns'), ...objects]), conformant, layout);
  return {
    ...state,
    gateway: (name = 'gw') => state.gateways.find(({ object }) => object.metadata.name === name)?.desired,
    route: (name: string) => state.routes.find(({ object }) => object.metadata.name === name)?.desired,
  };
}

/** Status and reason by type. */
export function say(conditions: readonly DesiredCondition[] = []): Record<string, string> {
  return Object.fromEntries(conditions.map(({ type, status, reason }) => [type, `${status} ${reason}`]));
}

/** A Gateway and the Service that gives it its address. */
export function withAddress(gateway: Gateway): StoredObject[] {
  return [gateway, buildLoadBalancer(layout.assign([])(gateway), '127.112.0.1')];
}
