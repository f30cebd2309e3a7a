import { KubeError } from '../kube/errors.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { AccessStep, AccessVerb } from '../scenario/steps.ts';
import { isForbidden } from './admission.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { judgeAgain } from './judge-again.ts';

type Means = Pick<StepContext, 'api' | 'clock' | 'signal'>;

const READS: readonly AccessVerb[] = ['get', 'list', 'list all', 'watch'];

/** Asks by requests that change nothing. What another user may do is waited for: not every server knows new roles at once. */
export async function runAccess(means: Means, step: AccessStep): Promise<RowOutcome> {
  return judgeAgain(means, true, () => judgeAccess(means, step));
}

async function judgeAccess(means: Means, { object, as: user, may, mayNot, nobody }: AccessStep) {
  const path = describeKey(keyOf(object));
  const judge = async (verb: AccessVerb, isAllowed: boolean): Promise<FieldMismatch[]> => {
    const words = await findRefusal(means, verb, object, user);
    if (isAllowed === (words === undefined)) return [];
    if (isAllowed) return [{ path: `${path} ${verb}`, expected: 'to be allowed', observed: `forbidden: ${words}` }];
    const isEverybodys =
      nobody !== undefined && READS.includes(verb) && (await findRefusal(means, verb, object, nobody)) === undefined;
    return isEverybodys ? [] : [{ path: `${path} ${verb}`, expected: 'to be forbidden', observed: 'allowed' }];
  };
  const found = [];
  for (const verb of may) found.push(...(await judge(verb, true)));
  for (const verb of mayNot) found.push(...(await judge(verb, false)));
  return found;
}

/** Why the user may not; undefined where the request is answered. What is no judgement on the user is thrown. */
async function findRefusal({ api }: Means, verb: AccessVerb, object: AccessStep['object'], user: string) {
  try {
    await api.tryVerb(verb, object, user);
    return undefined;
  } catch (error) {
    if (error instanceof KubeError && isForbidden(error, user)) return error.serverMessage;
    throw error;
  }
}
