import { setTimeout as pause } from 'node:timers/promises';
import type { CustomContext } from '../../harness/scenario/custom.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef } from '../../harness/scenario/steps.ts';

/** Creation timestamps count whole seconds. Longer than one by what clocks and timers may be off. */
const NEXT_SECOND_MS = 1_100;

/** Makes an object that is younger by its timestamp than all that was made before. */
export async function applyYounger(context: CustomContext, object: KubeObject): Promise<void> {
  await pause(NEXT_SECOND_MS, undefined, { signal: context.signal });
  await context.apply([object]);
}

/** When an object was made, in RFC 3339, which sorts as text. */
export async function readCreation(context: CustomContext, ref: ObjectRef): Promise<string> {
  const created = (await context.get(ref))?.metadata.creationTimestamp;
  if (created === undefined) throw new HarnessError(`${ref} has no creation timestamp`);
  return created;
}
