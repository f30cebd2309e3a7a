import type { FieldMismatch } from '../../harness/scenario/custom.ts';
import { custom } from '../../harness/scenario/define.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { CustomStep, ObjectRef } from '../../harness/scenario/steps.ts';
import type { ProtocolName, TrafficRow } from '../../harness/scenario/traffic.ts';
import { entriesOf, type Fields, fieldsOf } from './read.ts';

/**
 * Rows about something that no implementation needs to support, of which it tells by taking the route or not: they must hold
 * where the route is taken whole, and nothing is asked where it is not.
 */
export function whereTaken<P extends ProtocolName>(
  ref: ObjectRef,
  protocol: P,
  ...rows: readonly TrafficRow<P>[]
): CustomStep[] {
  return rows.map(({ name, requirements, level, send, expect }) => ({
    ...custom({
      name: `${name} (where ${ref} is taken)`,
      reason: 'what is specific to an implementation is asked only of one that takes it',
      run: async (context) => {
        const { controllerName } = context.env;
        await context.expectObject(ref, (route) => findUndecided(route, controllerName));
        const route = await context.get(ref);
        if (route && isTakenWhole(route, controllerName)) await context.expectTraffic(protocol, send, expect);
      },
    }),
    ...(requirements ? { requirements } : {}),
    ...(level ? { level } : {}),
  }));
}

/** A mismatch where nobody has said yet of the present generation whether the route is taken. */
export function findUndecided(route: KubeObject, controllerName: string): FieldMismatch[] {
  const accepted = findCondition(route, controllerName, 'Accepted');
  if (accepted?.status === 'True' || accepted?.status === 'False') return [];
  const observed = accepted ? String(accepted.status) : 'no such condition of the present generation';
  return [{ path: 'status.parents[0].conditions[Accepted].status', expected: 'True or False', observed }];
}

/** Whether it is accepted, and no rule of it was left out. */
export function isTakenWhole(route: KubeObject, controllerName: string): boolean {
  const stateOf = (type: string) => findCondition(route, controllerName, type)?.status;
  return stateOf('Accepted') === 'True' && stateOf('PartiallyInvalid') !== 'True';
}

function findCondition(route: KubeObject, controllerName: string, wanted: string): Fields | undefined {
  const entry = entriesOf(fieldsOf(route.status).parents).find((one) => one.controllerName === controllerName);
  return entriesOf(entry?.conditions).find(
    ({ type, observedGeneration }) => type === wanted && observedGeneration === route.metadata.generation,
  );
}
