import type { DesiredCondition } from '../model/meta.ts';
import { keyOf } from '../model/meta.ts';
import type { ParentRef, Route } from '../model/route.ts';
import { type Fault, fault } from './types.ts';

const OVERLAPPING = 'OverlappingTLSConfig';

/** What was true first taken for what is true now, kind by kind, and clauses of status that only a close look shows. */
export const changeFaults: readonly Fault[] = [
  ...(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map((kind) =>
    fault(
      `${kind.toLowerCase()}-parents-read-once`,
      `goes on with the first parents of a ${kind}`,
      'attachment',
      (right) => {
        const first = new Map<string, readonly ParentRef[]>();
        return {
          parentRefs: (route: Route) => {
            const now = right.parentRefs(route);
            if (route.kind !== kind) return now;
            const known = first.get(keyOf(route)) ?? now;
            first.set(keyOf(route), known);
            return known;
          },
        };
      },
    ),
  ),
  fault(
    'listener-sets-allowed-once',
    'goes on with the first verdict on whether ListenerSets may add',
    'listeners',
    (right) => {
      const first = new Map<string, boolean>();
      return {
        allowsSet: (gateway, namespace, labels) => {
          const id = `${keyOf(gateway)} ${namespace}`;
          const known = first.get(id) ?? right.allowsSet(gateway, namespace, labels);
          first.set(id, known);
          return known;
        },
      };
    },
  ),
  fault(
    'first-indistinct-wins',
    'serves the first of the listeners that cannot be told apart',
    'listeners',
    ({ clash }) => ({
      clash: (a, b) => (a.name < b.name ? undefined : clash(a, b)),
    }),
  ),
  fault('unresolved-filters-skipped', 'skips filters whose reference leads to nothing', 'attachment', ({ rules }) => ({
    rules: (listed) =>
      rules(listed).map((rule) => {
        const { filters } = rule as { filters?: readonly { type: string }[] };
        return filters ? { ...rule, filters: filters.filter(({ type }) => type !== 'ExtensionRef') } : rule;
      }),
  })),
  fault('grpc-newer-route-first', 'prefers newer GRPCRoutes to older ones', 'grpcPrecedence', ({ age }) => ({
    age: (a, b) => age(b, a),
  })),
  fault('supported-features-unordered', 'lists supported features in the opposite order', 'status', ({ features }) => ({
    features: (supported) => [...features(supported)].reverse(),
  })),
  without('overlapping-listeners-untold', 'says nothing of hostnames that overlap', 'Listener', OVERLAPPING),
  fault('overlapping-listeners-false', 'says of every other listener that nothing overlaps', 'status', (right) => ({
    conditions: (kind, own) => {
      const written = right.conditions(kind, own);
      const [first] = written;
      if (kind !== 'Listener' || !first || written.some(({ type }) => type === OVERLAPPING)) return written;
      return [...written, { ...first, type: OVERLAPPING, status: 'False', reason: 'NoOverlap' }];
    },
  })),
];

function without(name: string, description: string, of: 'GatewayClass' | 'Listener', condition: string): Fault {
  return fault(name, description, 'status', (right) => ({
    conditions: (kind, own: readonly DesiredCondition[]) =>
      right.conditions(kind, own).filter(({ type }) => kind !== of || type !== condition),
  }));
}
