import { JSONPath } from 'jsonpath-plus';
import { groupOf } from '../../kinds/index.ts';
import { describeCondition, findCondition } from '../../kube/conditions.ts';
import { UnknownKindError } from '../../kube/discovery.ts';
import { describeKey, keyFor, keyOf } from '../../kube/key.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { eventually } from '../../wait/eventually.ts';
import type { PreparedStep, StepTools } from './step.ts';
import type { WaitStep } from './types.ts';

/** Waits for what only controllers write. Asked again and again, since even the kind may come later. */
export function prepareWait(step: WaitStep, { api }: StepTools): PreparedStep {
  const { apiVersion, kind, name, labelSelector, namespace = '' } = step.for;
  const awaited = { group: groupOf(apiVersion), kind };
  const find = async (): Promise<KubeObject[]> => {
    if (name === undefined) return api.list(awaited, { namespace, labelSelector });
    const found = await api.get(keyFor(awaited, name, namespace));
    return found ? [found] : [];
  };
  const what = name === undefined ? `${kind} ${labelSelector}` : describeKey(keyFor(awaited, name, namespace));
  return {
    objects: [],
    async run({ policy, ...tools }) {
      const { satisfied, last } = await eventually(
        policy,
        async () => {
          const observed = await find()
            .then((objects) =>
              objects.length === 0 ? [`${what} does not exist`] : objects.flatMap((o) => findLack(o, step)),
            )
            .catch((error: unknown) => {
              if (error instanceof UnknownKindError) return [error.message.replace(/\.$/, '')];
              throw error;
            });
          return {
            mismatches: observed.map((lack) => ({ path: what, expected: describeWanted(step), observed: lack })),
          };
        },
        tools,
      );
      if (satisfied) return;
      const seen = last?.mismatches.map(({ observed }) => observed).join('; ');
      throw new HarnessError(`${what} had not ${describeWanted(step)} within ${policy.timeoutMs} ms: ${seen}.`);
    },
  };
}

function describeWanted({ condition, jsonPath, value }: WaitStep): string {
  if (condition !== undefined) return `condition ${condition}=True`;
  return value === undefined ? `anything at ${jsonPath}` : `${value} at ${jsonPath}`;
}

/** What an object lacks, in no or one clause. */
function findLack(object: KubeObject, step: WaitStep): string[] {
  const name = describeKey(keyOf(object));
  if (step.condition !== undefined) {
    const condition = findCondition(object, step.condition);
    const generation = object.metadata.generation ?? 0;
    if (condition?.status === 'True' && (condition.observedGeneration ?? generation) >= generation) return [];
    return [`${name} has ${condition ? describeCondition(condition) : `no condition ${step.condition}`}`];
  }
  const found = evaluatePath(step.jsonPath ?? '$', object);
  const wanted = step.value;
  const fits = wanted === undefined ? found.length > 0 : found.some((value) => String(value) === wanted);
  return fits ? [] : [`${name} has ${found.length === 0 ? 'nothing' : JSON.stringify(found)} there`];
}

/** A path as JSONPath writes it, or as kubectl does: `{.status.phase}`, `.status.phase`. */
function evaluatePath(path: string, object: KubeObject): unknown[] {
  const inner = path.replace(/^\{(.*)\}$/, '$1');
  const full = inner.startsWith('$') ? inner : `$${inner.startsWith('.') || inner.startsWith('[') ? '' : '.'}${inner}`;
  return JSONPath({ path: full, json: object, wrap: true, eval: 'safe' }) as unknown[];
}
