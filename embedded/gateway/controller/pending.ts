import { controllerName } from '../constants.ts';
import type { Condition, DesiredCondition } from '../model/meta.ts';
import type { Statuses } from '../state.ts';
import type { DesiredListener } from '../status/listener.ts';

/** The same statuses before anything is known, for the objects whose generation has not been answered yet. */
export function announcePending({ classes, gateways, listenerSets, routes, policies, ingresses }: Statuses): Statuses {
  return {
    // They have no conditions.
    ingresses,
    classes: classes
      .filter(({ object }) => isBehind(object.metadata.generation, object.status?.conditions))
      .map(({ object, desired }) => ({ object, desired: desired.flatMap(toPending) })),
    gateways: gateways
      .filter(({ object }) => isBehind(object.metadata.generation, object.status?.conditions))
      .map(({ object, desired }) => ({
        object,
        desired: { ...desired, ...toPendingListeners(desired) },
      })),
    listenerSets: listenerSets
      .filter(({ object }) => isBehind(object.metadata.generation, object.status?.conditions))
      .map(({ object, desired }) => ({ object, desired: { ...desired, ...toPendingListeners(desired) } })),
    routes: routes
      .filter(({ object }) => {
        const own = object.status?.parents?.filter((parent) => parent.controllerName === controllerName) ?? [];
        return own.length === 0 || own.some(({ conditions }) => isBehind(object.metadata.generation, conditions));
      })
      .map(({ object, desired }) => ({
        object,
        desired: desired.map((parent) => ({ ...parent, conditions: parent.conditions.flatMap(toPending) })),
      })),
    policies: policies
      .filter(({ object }) => {
        const own = object.status?.ancestors?.filter((ancestor) => ancestor.controllerName === controllerName) ?? [];
        return own.length === 0 || own.some(({ conditions }) => isBehind(object.metadata.generation, conditions));
      })
      .map(({ object, desired }) => ({
        object,
        desired: desired.map((ancestor) => ({ ...ancestor, conditions: ancestor.conditions.flatMap(toPending) })),
      })),
  };
}

function isBehind(generation: number | undefined, conditions: readonly Condition[] = []): boolean {
  return conditions.find(({ type }) => type === 'Accepted')?.observedGeneration !== generation;
}

interface WithListeners {
  conditions: readonly DesiredCondition[];
  listeners: readonly DesiredListener[];
}

function toPendingListeners({ conditions, listeners }: WithListeners): WithListeners {
  return {
    conditions: conditions.flatMap(toPending),
    listeners: listeners.map((listener) => ({ ...listener, conditions: listener.conditions.flatMap(toPending) })),
  };
}

function toPending(condition: DesiredCondition): readonly DesiredCondition[] {
  if (!['Accepted', 'Programmed', 'ResolvedRefs'].includes(condition.type)) return [];
  return [{ ...condition, status: 'Unknown', reason: 'Pending', message: 'Not looked at yet' }];
}
