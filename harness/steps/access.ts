import { KubeError } from '../kube/errors.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import { formatMismatches } from '../match/format.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { AccessStep, AccessVerb } from '../scenario/steps.ts';
import { AGAIN_AFTER_MS, isForbidden, ROLES_WITHIN_MS } from './admission.ts';
import type { RowOutcome, StepContext } from './context.ts';

type Means = Pick<StepContext, 'api' | 'clock' | 'signal'>;

const READS: readonly AccessVerb[] = ['get', 'list', 'list all', 'watch'];

/** Asks by requests that change nothing. What another user may do is waited for: not every server knows new roles at once. */
export async function runAccess(means: Means, step: AccessStep): Promise<RowOutcome> {
  const { clock, signal } = means;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  let tries = 0;
  let mismatches: FieldMismatch[] = [];
  do {
    if (tries > 0) await clock.sleep(AGAIN_AFTER_MS, signal);
    tries += 1;
    mismatches = await judgeAccess(means, step);
  } while (mismatches.length > 0 && clock.now() - started < ROLES_WITHIN_MS);
  const common = { startedAt, durationMs: Math.round(clock.now() - started), tries, exchanges: [], mismatches };
  if (mismatches.length === 0) return { ...common, outcome: 'passed' };
  return { ...common, outcome: 'failed', message: formatMismatches(mismatches) };
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
