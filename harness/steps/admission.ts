import { KubeError } from '../kube/errors.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import { formatMismatches, show } from '../match/format.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { AdmissionExpectation } from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { RowOutcome, StepContext } from './context.ts';

/** Asks the API server about each object by a dry run, and judges what it says. Nothing is waited for. */
export async function runAdmission(
  { api, clock }: Pick<StepContext, 'api' | 'clock'>,
  objects: readonly KubeObject[],
  expect: AdmissionExpectation,
): Promise<RowOutcome> {
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  const mismatches: FieldMismatch[] = [];
  for (const object of objects) {
    const refusal = await findRefusal(() => api.tryApply(object));
    mismatches.push(...matchAdmission(describeKey(keyOf(object)), refusal, expect));
  }
  const common = { startedAt, durationMs: Math.round(clock.now() - started), tries: 1, exchanges: [], mismatches };
  if (mismatches.length === 0) return { ...common, outcome: 'passed' };
  return { ...common, outcome: 'failed', message: formatMismatches(mismatches) };
}

/** The server's words; undefined where it accepts. What is no judgement on the object is thrown. */
async function findRefusal(ask: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    if (error instanceof KubeError && isJudgement(error)) return error.serverMessage;
    throw error;
  }
}

/** Invalid by its schema or by admission; 403 is said of those, too, who may not write at all. */
function isJudgement({ status, serverMessage }: KubeError): boolean {
  return status === 400 || status === 422 || (status === 403 && serverMessage.includes('denied request'));
}

function matchAdmission(path: string, refusal: string | undefined, expect: AdmissionExpectation): FieldMismatch[] {
  if (expect === 'accepted') {
    return refusal === undefined ? [] : [{ path, expected: 'to be accepted', observed: `refused: ${refusal}` }];
  }
  const { message, field } = expect.refused;
  if (refusal === undefined) return [{ path, expected: 'to be refused', observed: 'accepted' }];
  return [
    ...(message === undefined || new RegExp(message).test(refusal)
      ? []
      : [{ path: `${path} refusal`, expected: `to match ${show(message)}`, observed: show(refusal) }]),
    ...(field === undefined || namesField(refusal, field)
      ? []
      : [{ path: `${path} refusal`, expected: `to name ${field}`, observed: show(refusal) }]),
  ];
}

/** `spec.rules` is named by `spec.rules: …` and by `spec.rules[0].matches: …`, not by `spec.rulesOther`. */
function namesField(message: string, field: string): boolean {
  return message
    .split(field)
    .slice(1)
    .some((rest) => !/^\w/.test(rest));
}
