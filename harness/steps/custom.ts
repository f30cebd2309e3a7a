import type { HttpExchange } from '../protocols/http/types.ts';
import type { CustomContext } from '../scenario/custom.ts';
import { HarnessError, Mismatch } from '../scenario/errors.ts';
import type { CustomStep } from '../scenario/steps.ts';
import { runChange } from './change.ts';
import { noteChange, type RowOutcome, type StepContext } from './context.ts';
import { toTraffic } from './http.ts';
import { resolveRef } from './refs.ts';
import { runObject, runObjectStays, runStatus } from './status.ts';
import { runTraffic } from './traffic.ts';

/** Runs the code of a custom step. What its assertions sent is evidence even where a later line of it fails. */
export async function runCustom(context: StepContext, step: CustomStep): Promise<RowOutcome> {
  const { clock } = context;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  const progress = { tries: 0, exchanges: [] as HttpExchange[] };
  const finish = (rest: Pick<RowOutcome, 'outcome' | 'message' | 'mismatches'>): RowOutcome => ({
    ...rest,
    startedAt,
    durationMs: Math.round(clock.now() - started),
    tries: progress.tries,
    exchanges: progress.exchanges,
  });
  try {
    await step.run(createCustomContext(context, progress));
    return finish({ outcome: 'passed', mismatches: [] });
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return finish({ outcome: 'failed', message: error.message, mismatches: error.mismatches });
  }
}

function createCustomContext(
  context: StepContext,
  progress: { tries: number; exchanges: HttpExchange[] },
): CustomContext {
  const { api, env, resources, state } = context;
  const assertRow = async (run: () => Promise<RowOutcome | undefined>): Promise<void> => {
    state.assertions += 1;
    const row = await run();
    if (!row) return;
    progress.tries += row.tries;
    progress.exchanges.push(...row.exchanges);
    if (row.outcome !== 'passed') throw new Mismatch(row.message ?? 'it did not hold', row.mismatches);
  };
  const absent = [{ path: 'object', expected: 'to exist', observed: 'absent' }];
  return {
    env,
    signal: context.signal,
    get: (ref) => api.get(resolveRef(ref, env, resources)),
    apply: async (objects) => void (await runChange(context, { kind: 'apply', name: 'apply', objects })),
    async patch(ref, merge, subresource) {
      if (subresource === undefined) noteChange(state);
      return api.patch(resolveRef(ref, env, resources), merge, subresource);
    },
    delete: async (ref) => void (await runChange(context, { kind: 'delete', name: 'delete', ref })),
    expectStatus: (ref, expectation) => assertRow(() => runStatus(context, ref, expectation)),
    expectTraffic: async (protocol) => {
      throw new HarnessError(`a custom step sends no ${protocol} yet`);
    },
    expectHttp: (send, expect, target = {}) =>
      assertRow(async () => (await runTraffic(context, [toTraffic(context, { send, expect }, target)]))[0]),
    expectObject: (ref, test) => assertRow(() => runObject(context, ref, (object) => (object ? test(object) : absent))),
    expectObjectStays: (ref, test) =>
      assertRow(() => runObjectStays(context, ref, (object) => (object ? test(object) : absent))),
  };
}
