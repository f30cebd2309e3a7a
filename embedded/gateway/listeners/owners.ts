import type { ListenerPolicy } from '../behaviour/listeners.ts';
import { gatewayGroup } from '../constants.ts';
import type { Gateway, ListenerSet } from '../model/gateway.ts';
import { keyOf, namespaceOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../routes/order.ts';
import { matchesSelector } from './selectors.ts';
import type { EvaluatedSet, ListenerOwner } from './types.ts';

/** The ListenerSets whose parent is the Gateway. https://gateway-api.sigs.k8s.io/geps/gep-1713/ */
export function findSets(model: Model, gateway: Gateway, policy: ListenerPolicy): readonly EvaluatedSet[] {
  const key = keyOf(gateway);
  return [...model.listenerSets.values()]
    .filter((set) => parentKey(set) === key)
    .map((set) => {
      const namespace = namespaceOf(set);
      const labels = model.namespaces.get(namespace)?.metadata.labels ?? {};
      return { set, key: keyOf(set), isAllowed: policy.allowsSet(gateway, namespace, labels) };
    });
}

function parentKey(set: ListenerSet): string | undefined {
  const { group = gatewayGroup, kind = 'Gateway', name, namespace = namespaceOf(set) } = set.spec.parentRef;
  return group === gatewayGroup && kind === 'Gateway' ? `${namespace}/${name}` : undefined;
}

/** A Gateway without allowedListeners allows none. https://gateway-api.sigs.k8s.io/reference/spec/#listenernamespaces */
export function allowsSet({ spec, metadata }: Gateway, namespace: string, labels: Record<string, string>): boolean {
  const { from = 'None', selector } = spec.allowedListeners?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Selector') return matchesSelector(selector, labels);
  return from === 'Same' && namespace === (metadata.namespace ?? '');
}

export function ownerOf(object: Gateway | ListenerSet): ListenerOwner {
  return {
    kind: object.kind === 'ListenerSet' ? 'ListenerSet' : 'Gateway',
    key: keyOf(object),
    namespace: namespaceOf(object),
    created: object.metadata.creationTimestamp ?? '',
    listeners: object.spec.listeners,
  };
}

/** The Gateway before its ListenerSets, these by age and then by name. */
export function orderOwners(a: ListenerOwner, b: ListenerOwner): number {
  if (a.kind !== b.kind) return a.kind === 'Gateway' ? -1 : 1;
  return compareText(a.created, b.created) || compareText(a.key, b.key);
}
