import { type BackendDefinition, type ResolvedPort, SERVED_OVER_TLS, type Serving } from '../../scenario/backends.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { declaredBackends, resolvePorts, type ServicePorts } from '../../scenario/resolve-backends.ts';
import { isOfMesh } from './mesh.ts';

/** A backend of a scenario, and where its pod comes from. */
export interface PlannedBackend {
  label: string;
  definition: BackendDefinition;
  ports: readonly ResolvedPort[];
  /** Number of the shared pod from 0, or the label of the backend in whose name the scenario has a pod of its own. */
  pod: { slot: number } | { own: string };
  /** Its Service selects its pod. */
  selects: boolean;
}

/**
 * Backends of a scenario in the order of their shared pods, of which it takes the first.
 * @param needsOwnPods every pod is the scenario's own, as an implementation may need it
 */
export function planBackends(
  definition: ScenarioDefinition,
  ports: ServicePorts,
  needsOwnPods = false,
): readonly PlannedBackend[] {
  const declared = declaredBackends(definition);
  const slots = new Map<string, number>();
  for (const [label, { own, asksClients, podOf }] of Object.entries(declared)) {
    if (!own && !asksClients && !needsOwnPods && podOf === undefined) slots.set(label, slots.size);
  }
  return Object.entries(declared).map(([label, backend]) => {
    const owner = backend.podOf ?? label;
    const slot = slots.get(owner);
    const isBeside = declared[owner]?.namespace === backend.namespace;
    return {
      label,
      definition: backend,
      ports: resolvePorts(backend, ports),
      pod: slot === undefined ? { own: owner } : { slot },
      selects: slot === undefined && isBeside && backend.selector !== false,
    };
  });
}

/** The same for those scenarios that need no mesh, and for those that do. */
export function planPools(
  definitions: readonly ScenarioDefinition[],
  ports: ServicePorts,
): { slots: ReadonlySet<Serving>[]; meshSlots: ReadonlySet<Serving>[] } {
  const ofMesh = definitions.filter(isOfMesh);
  const others = definitions.filter((definition) => !isOfMesh(definition));
  return {
    slots: others.length > 0 ? planSlots(others, ports) : [],
    meshSlots: ofMesh.length > 0 ? planSlots(ofMesh, ports) : [],
  };
}

/** Echo workloads that these scenarios need, the first ones of the run, and what each must serve. */
export function planSlots(definitions: readonly ScenarioDefinition[], ports: ServicePorts): ReadonlySet<Serving>[] {
  // At least one, for the engine's own control routes.
  const slots: Set<Serving>[] = [new Set<Serving>(['http'])];
  for (const { pod, ports: served } of definitions.flatMap((definition) => planBackends(definition, ports))) {
    if (!('slot' in pod)) continue;
    const slot = slots[pod.slot] ?? new Set<Serving>();
    slots[pod.slot] = slot;
    for (const { serves } of served) slot.add(serves);
  }
  return slots;
}

/** How many of the shared pods a scenario waits for. */
export function countSlots(backends: readonly PlannedBackend[]): number {
  return Math.max(1, ...backends.map(({ pod }) => ('slot' in pod ? pod.slot + 1 : 0)));
}

export function servesOverTls(served: Iterable<Serving>): boolean {
  return [...served].some((one) => SERVED_OVER_TLS.has(one));
}
