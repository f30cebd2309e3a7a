import type { ObjectKind } from '../behaviour/status.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { type Fault, fault } from './types.ts';

/** Statuses that say something else than is so. */
export const statusFaults: readonly Fault[] = [
  fault('foreign-conditions-wiped', 'removes conditions of types that others set', 'status', () => ({
    ownsCondition: () => true,
  })),
  fault('foreign-parents-wiped', 'removes the status entries of other controllers from routes', 'status', () => ({
    ownsParent: () => true,
  })),
  fault('attached-routes-counts-refused', 'counts routes that it did not accept in attachedRoutes', 'status', () => ({
    attachedRoutes: (_listener, _accepted, referring) => referring,
  })),
  fault('attached-routes-zero', 'leaves attachedRoutes at 0', 'status', () => ({ attachedRoutes: () => 0 })),
  fault('attached-routes-never-fall', 'does not lower attachedRoutes when a route goes', 'status', () => {
    const highest = new Map<string, number>();
    return {
      attachedRoutes: (listener, accepted) => {
        highest.set(listener, Math.max(accepted, highest.get(listener) ?? 0));
        return highest.get(listener) ?? 0;
      },
    };
  }),
  fault('supported-kinds-lists-invalid', 'repeats unsupported kinds in supportedKinds', 'status', () => ({
    writtenKinds: (listed, supported) => (listed.length > 0 ? listed : supported),
  })),
  fault('supported-kinds-empty', 'leaves supportedKinds empty', 'status', () => ({ writtenKinds: () => [] })),
  fault('address-lost', 'says Programmed without an address once a Gateway has changed', 'status', () => ({
    addresses: (addresses, generation) => (generation > 1 ? [] : addresses),
    hasAddress: () => true,
  })),
  fault('removed-listener-status-kept', 'keeps the status entries of listeners that are gone', 'status', () => ({
    listeners: (existing, desired) => [
      ...desired,
      ...existing.filter(({ name }) => !desired.some((listener) => listener.name === name)),
    ],
  })),
  restate('accepted-without-match', 'says Accepted for every route, attached or not', 'HTTPRoute', (condition) =>
    condition.type === 'Accepted' ? { ...condition, status: 'True', reason: 'Accepted' } : condition,
  ),
  restate('route-refs-always-resolved', 'says ResolvedRefs for every route', 'HTTPRoute', (condition) =>
    condition.type === 'ResolvedRefs' ? { ...condition, status: 'True', reason: 'ResolvedRefs' } : condition,
  ),
  restate('route-resolved-refs-missing', 'leaves ResolvedRefs out of route statuses', 'HTTPRoute', (condition) =>
    condition.type === 'ResolvedRefs' ? undefined : condition,
  ),
  restate('route-accepted-missing', 'leaves Accepted out of route statuses', 'HTTPRoute', (condition) =>
    condition.type === 'Accepted' ? undefined : condition,
  ),
  restate('listener-resolved-refs-missing', 'leaves ResolvedRefs out of listener statuses', 'Listener', (condition) =>
    condition.type === 'ResolvedRefs' ? undefined : condition,
  ),
  restate('listener-refs-always-resolved', 'says ResolvedRefs for every listener', 'Listener', (condition) =>
    condition.type === 'ResolvedRefs' ? { ...condition, status: 'True', reason: 'ResolvedRefs' } : condition,
  ),
  restate('listener-always-programmed', 'says Programmed for listeners that are not served', 'Listener', (condition) =>
    condition.type === 'Programmed' ? { ...condition, status: 'True', reason: 'Programmed' } : condition,
  ),
  restate(
    'unsupported-protocol-accepted',
    'says Accepted for listeners of unknown protocols',
    'Listener',
    (condition) =>
      condition.reason === 'UnsupportedProtocol' ? { ...condition, status: 'True', reason: 'Accepted' } : condition,
  ),
  restate('gateway-always-accepted', 'says Accepted for Gateways without a valid listener', 'Gateway', (condition) =>
    condition.type === 'Accepted' ? { ...condition, status: 'True' } : condition,
  ),
];

function restate(
  name: string,
  description: string,
  kind: ObjectKind,
  change: (condition: DesiredCondition) => DesiredCondition | undefined,
): Fault {
  return fault(name, description, 'status', ({ conditions }) => ({
    conditions: (written, right) => {
      const result = conditions(written, right);
      return written === kind ? result.flatMap((condition) => change(condition) ?? []) : result;
    },
  }));
}
