import { messageOf } from '../../../common/message-of.ts';
import { storageName } from '../../../kube/key.ts';
import type { ScenarioDefinition } from '../../../scenario/define.ts';
import { declaredBackends } from '../../../scenario/resolve-backends.ts';
import type { ObjectRef, Step } from '../../../scenario/steps.ts';
import { kindOf, resolveRef } from '../../../steps/index.ts';
import { type Instance, listMade } from './instance.ts';
import { findListenerDefects } from './listeners.ts';

/** What a scenario's steps name and ask, one clause each. */
export function findStepDefects(definition: ScenarioDefinition, instance: Instance): string[] {
  const { steps } = instance;
  if (steps.length === 0) return ['has no steps'];
  const last = steps.at(-1);
  return [
    ...(steps.some((step) => kindOf(step).asserts) ? [] : ['asserts nothing']),
    ...(last && kindOf(last).changes && !kindOf(last).asserts
      ? [`changes something in its last step, and asks nothing of what comes of it`]
      : []),
    ...steps.flatMap((step, index) =>
      [
        ...kindOf(step).defects(step),
        ...findUnknownRefs(step, index, instance),
        ...findUnknownBackends(definition, step),
        ...findListenerDefects(step, index, instance),
      ].map((defect) => `${defect} (steps[${index}])`),
    ),
  ];
}

function findUnknownRefs(step: Step, index: number, instance: Instance): string[] {
  const { env, steps, resources } = instance;
  const made = listMade(instance, index);
  const objects = [...made.values()];
  const open = steps.slice(0, index).some((step) => kindOf(step).opaque);
  return kindOf(step)
    .refs(step)
    .flatMap((ref) => {
      try {
        const key = resolveRef(ref, env, objects.length > 0 ? objects : resources);
        if (open || made.has(storageName(key)) || isGiven(ref)) return [];
        return [`names ${ref}, which nobody has made by then`];
      } catch (error) {
        return [`names ${ref}: ${messageOf(error)}`];
      }
    });
}

/** There without the scenario: the shared Gateways, namespaces, and the class under test. */
function isGiven(ref: ObjectRef): boolean {
  return ref === 'Gateway/shared' || ref === 'Gateway/shared-tls' || /^(Namespace|GatewayClass)\//.test(ref);
}

function findUnknownBackends(definition: ScenarioDefinition, step: Step): string[] {
  const known = declaredBackends(definition);
  const named = new Set(kindOf(step).backends(step));
  const late = kindOf(step).lateBackends(step);
  return [
    ...[...named]
      .filter((label) => !Object.hasOwn(known, label))
      .map((label) => `names backend '${label}', which it does not declare`),
    ...late
      .filter((label) => Object.hasOwn(known, label) && known[label]?.late === undefined)
      .map((label) => `makes backend '${label}', which is not declared late`),
  ];
}
