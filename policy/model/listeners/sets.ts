import {
  type AllowedNamespaces,
  compareAge,
  type Gateway,
  gatewayGroup,
  type ListenerSet,
  type World,
} from '../objects.ts';
import type { ModelOptions } from '../options.ts';
import { labelsOf, selects } from '../selectors.ts';
import { type ListenerView, viewListeners } from './evaluate.ts';

/** A ListenerSet of a Gateway. */
export interface SetView {
  set: ListenerSet;
  /** Whether the Gateway takes listeners of its namespace. */
  allowed: boolean;
  /** Empty where it is not allowed. */
  listeners: readonly ListenerView[];
}

/** Whether a namespace is among those that something of another one is open to. */
export function allowsNamespace(
  world: World,
  { from, selector }: AllowedNamespaces,
  owner: string,
  namespace: string,
): boolean {
  if (from === 'All') return true;
  if (from === 'Same') return owner === namespace;
  return from === 'Selector' && selects(selector, labelsOf(world, namespace));
}

/** The ListenerSets that refer to a Gateway, each with its listeners, in the order of precedence. */
export function viewSets(
  world: World,
  gateway: Gateway,
  own: readonly ListenerView[],
  options: ModelOptions,
): readonly SetView[] {
  if (!options.features.has('ListenerSet')) return [];
  const taken = own.filter(({ conflicts }) => conflicts.length === 0).map(({ listener }) => listener);
  return world.listenerSets
    .filter(({ meta, parent }) => !meta.deleting && isParent(parent, gateway))
    .sort(compareAge)
    .map((set) => {
      const allowed = allowsNamespace(world, gateway.allowedSets, gateway.meta.namespace, set.meta.namespace);
      if (!allowed) return { set, allowed, listeners: [] };
      const owner = { kind: 'ListenerSet', meta: set.meta } as const;
      const listeners = viewListeners(world, { gateway, owner, listeners: set.listeners }, taken, options);
      taken.push(...listeners.filter(({ conflicts }) => conflicts.length === 0).map(({ listener }) => listener));
      return { set, allowed, listeners };
    });
}

function isParent({ group, kind, namespace, name }: ListenerSet['parent'], { meta }: Gateway): boolean {
  return group === gatewayGroup && kind === 'Gateway' && namespace === meta.namespace && name === meta.name;
}
