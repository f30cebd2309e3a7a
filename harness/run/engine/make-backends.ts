import { keyOf, storageName } from '../../kube/key.ts';
import type { Backends } from '../../protocols/types.ts';
import type { BaseDefinition } from '../../scenario/catalogue.ts';
import type { BackendHandle } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { orAbort } from '../../wait/link.ts';
import { awaitAll } from '../../wait/together.ts';
import { countSlots, type PlannedBackend, planBackends } from './backends.ts';
import type { Slot } from './base.ts';
import type { Ledger } from './ledger.ts';
import { isOfMesh, poolOf } from './mesh.ts';
import { addOwnPod } from './own-pods.ts';
import type { PreparedScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';

/** Backends that can answer, save those that a step is to make. */
export interface MadeBackends {
  /** Pods by backend label, as rows tell their answers apart. */
  pods: Backends;
  /** What a step makes that names a late backend. Throws HarnessError on a label that is not declared late. */
  composeLate(label: string): readonly KubeObject[];
  slots: readonly Slot[];
}

/** Makes the Services at once, and what leads them to their pods as soon as these are ready. */
export async function makeBackends(
  run: ReadyRun,
  scenario: PreparedScenario,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<MadeBackends> {
  const { base } = run.input.catalogue;
  const pool = poolOf(run, scenario.definition);
  const plans = planBackends(scenario.definition, base.servicePorts, run.input.implementation.needsOwnPods);
  const find = scenario.env.backend;
  const early = plans.filter(({ definition }) => definition.late !== 'service');
  const services = early.map((plan) => ledger.apply(composeService(base, plan, find)));
  const owners = plans.filter(({ label, pod }) => 'own' in pod && pod.own === label);
  const own = Promise.all(
    owners.map((plan) =>
      addOwnPod(
        run,
        find(plan.label),
        { ...describePod(plans, plan), sends: isOfMesh(scenario.definition) },
        ledger,
        signal,
      ),
    ),
  );
  const shared = orAbort(Promise.all(pool.slots.slice(0, countSlots(plans))), signal);
  await awaitAll([...services, own, shared]);
  const [slots, ownPods] = await Promise.all([shared, own]);
  const pods = new Map(owners.map(({ label }, index) => [label, ownPods[index]]));
  const slotOf = ({ label, pod }: PlannedBackend): Slot => {
    const found = 'slot' in pod ? slots[pod.slot] : pods.get(pod.own);
    if (!found) throw new HarnessError(`there is no echo pod for backend '${label}'`);
    return found;
  };
  const lead = (plan: PlannedBackend) => composeEndpoints(base, plan, find, slotOf(plan));
  const made = new Set(ledger.keys().map(storageName));
  const lacking = plans
    .filter(({ definition }) => definition.late === undefined)
    .flatMap(lead)
    .filter((object) => !made.has(storageName(keyOf(object))));
  await awaitAll(lacking.map((object) => ledger.apply(object)));
  return {
    slots,
    pods: Object.fromEntries(
      plans.map((plan) => [
        plan.label,
        {
          pods: slotOf(plan).pods,
          namespace: 'slot' in plan.pod ? pool.namespace : find(plan.pod.own).namespace,
        },
      ]),
    ),
    composeLate(label) {
      const plan = plans.find((one) => one.label === find(label).label);
      const late = plan?.definition.late;
      if (!plan || late === undefined) throw new HarnessError(`backend '${label}' is not declared late, and exists`);
      const service = composeService(base, plan, find);
      return late === 'service' ? [service, ...lead(plan)] : lead(plan);
    },
  };
}

function composeService(
  base: BaseDefinition,
  plan: PlannedBackend,
  find: (label: string) => BackendHandle,
): KubeObject {
  const { name, namespace } = find(plan.label);
  const { definition, ports, pod, selects } = plan;
  const app = selects && 'own' in pod ? { app: find(pod.own).name } : {};
  return base.backendService({ name, namespace, ports, headless: definition.headless ?? false, ...app });
}

function composeEndpoints(
  base: BaseDefinition,
  { label, ports, selects }: PlannedBackend,
  find: (label: string) => BackendHandle,
  { addresses }: Slot,
): readonly KubeObject[] {
  const { name, namespace } = find(label);
  return selects ? [] : base.backendEndpoints({ name, namespace, ports, addresses });
}

/** What a pod must serve, and how: for its backend, and for all that lead to it as well. */
function describePod(plans: readonly PlannedBackend[], { label, definition }: PlannedBackend) {
  const served = plans.filter(({ pod }) => 'own' in pod && pod.own === label);
  const serves = new Set(served.flatMap(({ ports }) => ports.map((port) => port.serves)));
  return { serves, asksClients: definition.asksClients ?? false };
}
