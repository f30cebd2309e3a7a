import { findKindByName } from '../kinds/index.ts';
import { formatMismatches } from '../match/format.ts';
import type { CustomContext } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import { eventually } from '../wait/eventually.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { describeTries, seconds } from './traffic/judge.ts';

/** Asks for objects by their labels until a test of all has no mismatch. */
export async function runObjects(
  { api, env, clock, policies, signal }: Pick<StepContext, 'api' | 'env' | 'clock' | 'policies' | 'signal'>,
  ...[{ kinds, labels }, test]: Parameters<CustomContext['expectObjects']>
): Promise<RowOutcome> {
  const wanted = kinds.map((name) => {
    const kind = findKindByName(name);
    if (!kind) throw new HarnessError(`objects of kind ${name} cannot be looked for: it is not known`);
    return kind;
  });
  const labelSelector = Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const startedAt = clock.date().toISOString();
  const look = async () => {
    const found = wanted.map((kind) => api.list(kind, { namespace: env.namespace, labelSelector }));
    return { mismatches: test((await Promise.all(found)).flat()) };
  };
  const policy = { ...policies.status, successes: 1 };
  const { satisfied, last, tries, elapsedMs } = await eventually(policy, look, { clock, signal });
  const common = { startedAt, durationMs: Math.round(elapsedMs), tries, exchanges: [] };
  if (satisfied) return { ...common, outcome: 'passed', mismatches: [] };
  const mismatches = last?.mismatches ?? [];
  const message = `${kinds.join(', ')} with ${labelSelector}: ${formatMismatches(mismatches)} (${describeTries(tries)} in ${seconds(elapsedMs)})`;
  return { ...common, outcome: 'failed', message, mismatches };
}
