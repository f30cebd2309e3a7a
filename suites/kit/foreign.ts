import { isDeepStrictEqual } from 'node:util';
import type { CustomContext, FieldMismatch } from '../../harness/scenario/custom.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { Condition } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef } from '../../harness/scenario/steps.ts';
import { type Fields, fieldsOf } from './read.ts';

/** A controller that is not under test, and what it leaves in a status. */
export const FOREIGN_CONTROLLER = 'example.net/another-controller';
export const FOREIGN_CONDITION: Condition = {
  type: 'example.net/Inspected',
  status: 'True',
  reason: 'Inspected',
  message: 'Left by another controller.',
  observedGeneration: 1,
  lastTransitionTime: '2024-02-03T04:05:06Z',
};

const TRIES = 10;

/** Changes a status as a careful controller does: on the newest state, and again when somebody else was quicker. */
export async function changeStatus(
  context: CustomContext,
  ref: ObjectRef,
  change: (status: Fields) => Fields,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const object = await context.get(ref);
    if (!object) throw new HarnessError(`${ref} is gone before its status could be changed`);
    const { resourceVersion } = object.metadata;
    try {
      await context.patch(ref, { metadata: { resourceVersion }, status: change(fieldsOf(object.status)) }, 'status');
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

/** What differs between an entry as it was left and as it is found; both without the API server's own additions. */
export function compareForeign(path: string, left: unknown, found: unknown): FieldMismatch[] {
  if (isDeepStrictEqual(found, left)) return [];
  const observed = found === undefined ? 'removed' : JSON.stringify(found);
  return [{ path, expected: `as the other controller left it: ${JSON.stringify(left)}`, observed }];
}
