import type { FieldMismatch } from '../../harness/scenario/custom.ts';
import { custom } from '../../harness/scenario/define.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { CustomStep, ObjectRef } from '../../harness/scenario/steps.ts';
import { entriesOf, fieldsOf } from './read.ts';

/** Condition types of Gateways and GatewayClasses that a controller sets. */
const KNOWN = new Set(['Accepted', 'Programmed', 'ResolvedRefs']);

/** The controller has judged the object as it is now, whichever way. */
export function isJudged(name: string, ref: ObjectRef): CustomStep {
  return custom({
    name,
    reason: 'either verdict will do, as long as it is about the present generation',
    run: (context) => context.expectObject(ref, findUnjudged),
  });
}

/** Mismatches where Accepted is undecided, or a known condition is about another generation than the present one. */
export function findUnjudged(object: KubeObject): FieldMismatch[] {
  const conditions = entriesOf(fieldsOf(object.status).conditions);
  const accepted = conditions.find(({ type }) => type === 'Accepted');
  const decided = accepted?.status === 'True' || accepted?.status === 'False';
  return [
    ...(decided
      ? []
      : [
          {
            path: 'status.conditions[Accepted].status',
            expected: 'True or False',
            observed: String(accepted?.status ?? 'no such condition'),
          },
        ]),
    ...conditions
      .filter(({ type, observedGeneration }) => {
        return KNOWN.has(String(type)) && observedGeneration !== object.metadata.generation;
      })
      .map(({ type, observedGeneration }) => ({
        path: `status.conditions[${type}].observedGeneration`,
        expected: `${object.metadata.generation}, the generation of the object`,
        observed: String(observedGeneration),
      })),
  ];
}
