import { KubeError } from '../kube/errors.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import { show } from '../match/format.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { AdmissionExpectation } from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { AdmissionStep } from '../scenario/steps.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { judgeAgain } from './judge-again.ts';

export interface AdmissionQuestion {
  objects: readonly KubeObject[];
  expect: AdmissionExpectation;
  /** Who asks, in place of the run's own user. */
  as?: string;
  by?: AdmissionStep['by'];
}

const WAYS = {
  apply: (api: KubeApi) => api.tryApply,
  create: (api: KubeApi) => api.tryCreate,
  merge: (api: KubeApi) => api.tryMerge,
};

/** Asks the API server about each object by a dry run, and judges what it says. Only what another user may do is waited for. */
export async function runAdmission(
  context: Pick<StepContext, 'api' | 'clock' | 'signal'>,
  { objects, expect, as: user, by }: AdmissionQuestion,
): Promise<RowOutcome> {
  const ask = WAYS[by ?? 'apply'](context.api);
  return judgeAgain(context, user !== undefined, async () => {
    const mismatches: FieldMismatch[] = [];
    for (const object of objects) {
      const verdict = await findVerdict(() => ask(object, user), user);
      mismatches.push(...matchAdmission(describeKey(keyOf(object)), verdict, expect));
    }
    return mismatches;
  });
}

type Verdict = { is: 'accepted' } | { is: 'refused' | 'forbidden'; words: string };

/** What the server says of the object, or of who asks. What is no judgement on either is thrown. */
async function findVerdict(ask: () => Promise<unknown>, user: string | undefined): Promise<Verdict> {
  try {
    await ask();
    return { is: 'accepted' };
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    if (isJudgement(error)) return { is: 'refused', words: error.serverMessage };
    if (user !== undefined && isForbidden(error, user)) return { is: 'forbidden', words: error.serverMessage };
    throw error;
  }
}

/** Invalid by its schema or by admission; 403 is said of those, too, who may not write at all. */
function isJudgement({ status, serverMessage }: KubeError): boolean {
  return status === 400 || status === 422 || (status === 403 && serverMessage.includes('denied request'));
}

/** That the run's own user may not impersonate is another matter. */
export function isForbidden({ status, serverMessage }: KubeError, user: string): boolean {
  return status === 403 && serverMessage.includes(`User "${user}" cannot`);
}

function matchAdmission(path: string, verdict: Verdict, expect: AdmissionExpectation): FieldMismatch[] {
  const observed = verdict.is === 'accepted' ? 'accepted' : `${verdict.is}: ${verdict.words}`;
  if (typeof expect === 'string') return verdict.is === expect ? [] : [{ path, expected: `to be ${expect}`, observed }];
  if (verdict.is !== 'refused') return [{ path, expected: 'to be refused', observed }];
  const { message, field } = expect.refused;
  const { words } = verdict;
  return [
    ...(message === undefined || new RegExp(message).test(words)
      ? []
      : [{ path: `${path} refusal`, expected: `to match ${show(message)}`, observed: show(words) }]),
    ...(field === undefined || namesField(words, field)
      ? []
      : [{ path: `${path} refusal`, expected: `to name ${field}`, observed: show(words) }]),
  ];
}

/** `spec.rules` is named by `spec.rules: …` and by `spec.rules[0].matches: …`, not by `spec.rulesOther`. */
function namesField(message: string, field: string): boolean {
  return message
    .split(field)
    .slice(1)
    .some((rest) => !/^\w/.test(rest));
}
