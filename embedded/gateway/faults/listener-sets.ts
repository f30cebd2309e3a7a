import { matchesSelector } from '../listeners/selectors.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { type Fault, fault } from './types.ts';

/** ListenerSets added where they may not be, or not as they should. */
export const listenerSetFaults: readonly Fault[] = [
  fault(
    'listener-set-allowed-by-default',
    'lets ListenerSets add to Gateways that allow none',
    'listeners',
    (right) => ({
      allowsSet: (gateway, ...rest) => !gateway.spec.allowedListeners || right.allowsSet(gateway, ...rest),
    }),
  ),
  fault('listener-set-none-ignored', 'lets ListenerSets add where from is None', 'listeners', ({ allowsSet }) => ({
    allowsSet: (gateway, ...rest) =>
      gateway.spec.allowedListeners?.namespaces?.from === 'None' || allowsSet(gateway, ...rest),
  })),
  fault('listener-set-namespace-ignored', 'lets ListenerSets of all namespaces add', 'listeners', () => ({
    allowsSet: ({ spec }) => (spec.allowedListeners?.namespaces?.from ?? 'None') !== 'None',
  })),
  fault(
    'listener-set-selector-as-same',
    'takes a selector of namespaces for the same namespace',
    'listeners',
    (right) => ({
      allowsSet: (gateway, namespace, labels) =>
        gateway.spec.allowedListeners?.namespaces?.from === 'Selector'
          ? namespace === gateway.metadata.namespace
          : right.allowsSet(gateway, namespace, labels),
    }),
  ),
  fault('listener-set-selector-inverted', 'refuses the namespaces that are selected', 'listeners', ({ allowsSet }) => ({
    allowsSet: (gateway, namespace, labels) => {
      const { from, selector } = gateway.spec.allowedListeners?.namespaces ?? {};
      return from === 'Selector' ? !matchesSelector(selector, labels) : allowsSet(gateway, namespace, labels);
    },
  })),
  fault(
    'listener-set-before-gateway',
    'prefers listeners of ListenerSets to those of the Gateway',
    'listeners',
    (right) => ({
      order: (a, b) => (a.kind === b.kind ? right.order(a, b) : -right.order(a, b)),
    }),
  ),
  fault('listener-set-newest-first', 'prefers newer ListenerSets to older ones', 'listeners', ({ order }) => ({
    order: (a, b) => (a.kind === b.kind && a.created !== b.created ? -order(a, b) : order(a, b)),
  })),
  fault(
    'listener-set-name-reversed',
    'prefers the ListenerSet that comes last in the alphabet',
    'listeners',
    (right) => ({
      order: (a, b) => (a.kind === b.kind && a.created === b.created ? -right.order(a, b) : right.order(a, b)),
    }),
  ),
  fault(
    'gateway-route-on-listener-sets',
    'attaches routes of a Gateway to its ListenerSets too',
    'attachment',
    (right) => ({
      ofParent: (owner, kind, key) => kind === 'Gateway' || right.ofParent(owner, kind, key),
    }),
  ),
  fault(
    'listener-set-route-on-gateway',
    'attaches routes of a ListenerSet to the Gateway too',
    'attachment',
    (right) => ({
      ofParent: (owner, kind, key) => owner.kind === 'Gateway' || right.ofParent(owner, kind, key),
    }),
  ),
  fault('listener-set-grant-inherited', 'gives a ListenerSet what its Gateway is granted', 'grants', ({ from }) => ({
    from: (entry, reference) =>
      from(entry, reference) ||
      (reference.from.kind === 'ListenerSet' &&
        from(entry, { ...reference, from: { ...reference.from, kind: 'Gateway' } })),
  })),
  fault('attached-listener-sets-zero', 'leaves attachedListenerSets at 0', 'status', () => ({ attachedSets: () => 0 })),
  fault('attached-listener-sets-refused', 'counts ListenerSets that are not accepted', 'status', () => ({
    attachedSets: (_accepted, referring) => referring,
  })),
  restate('listener-set-always-accepted', 'says Accepted for every ListenerSet', ({ type }) =>
    type === 'Accepted' ? { status: 'True', reason: 'Accepted' } : {},
  ),
  restate('listener-set-always-programmed', 'says Programmed for ListenerSets that are not served', ({ type }) =>
    type === 'Programmed' ? { status: 'True', reason: 'Programmed' } : {},
  ),
  restate(
    'listener-set-not-allowed-as-invalid',
    'gives the reason Invalid where a ListenerSet is not allowed',
    (right) => (right.reason === 'NotAllowed' ? { reason: 'Invalid' } : {}),
  ),
  restate('listener-set-observed-generation-absent', 'leaves observedGeneration out of ListenerSets', () => ({
    observedGeneration: undefined as never,
  })),
];

function restate(
  name: string,
  description: string,
  change: (condition: DesiredCondition) => Partial<DesiredCondition>,
): Fault {
  return fault(name, description, 'status', ({ conditions }) => ({
    conditions: (kind, own) => {
      const right = conditions(kind, own);
      return kind === 'ListenerSet' ? right.map((condition) => ({ ...condition, ...change(condition) })) : right;
    },
  }));
}
