import type { Exchange } from '../protocols/types.ts';
import type { CustomContext } from '../scenario/custom.ts';
import { HarnessError, Mismatch } from '../scenario/errors.ts';
import type { CustomStep } from '../scenario/steps.ts';
import type { ProtocolName, Protocols, TrafficTarget } from '../scenario/traffic.ts';
import { applyObjects, deleteObject, patchObject } from './change.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { runObjects } from './objects.ts';
import { resolveRef } from './refs.ts';
import { runObject, runObjectStays, runStatus } from './status.ts';
import { toTraffic } from './traffic/row.ts';
import { runTraffic } from './traffic/run.ts';

/** Runs the code of a custom step. What its assertions sent is evidence even where a later line of it fails. */
export async function runCustom(context: StepContext, step: CustomStep): Promise<RowOutcome> {
  const { clock } = context;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  const asked = { tries: 0, exchanges: [] as Exchange[] };
  const finish = (rest: Pick<RowOutcome, 'outcome' | 'message' | 'mismatches'>): RowOutcome => ({
    ...rest,
    startedAt,
    durationMs: Math.round(clock.now() - started),
    tries: asked.tries,
    exchanges: asked.exchanges,
  });
  try {
    await step.run(createCustomContext(context, asked));
    return finish({ outcome: 'passed', mismatches: [] });
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return finish({ outcome: 'failed', message: error.message, mismatches: error.mismatches });
  }
}

function createCustomContext(context: StepContext, asked: { tries: number; exchanges: Exchange[] }): CustomContext {
  const { api, env, resources, progress } = context;
  const assertRow = async (run: () => Promise<RowOutcome | undefined>): Promise<void> => {
    progress.noteAssertions(1);
    const row = await run();
    if (!row) return;
    asked.tries += row.tries;
    asked.exchanges.push(...row.exchanges);
    const message = row.message ?? 'it did not hold';
    if (row.outcome === 'error') throw new HarnessError(message);
    if (row.outcome !== 'passed') throw new Mismatch(message, row.mismatches);
  };
  const expectTraffic = <P extends ProtocolName>(
    protocol: P,
    send: Protocols[P]['send'],
    expect: Protocols[P]['expect'],
    target: TrafficTarget = {},
  ): Promise<void> =>
    assertRow(async () => {
      const [row] = await runTraffic(context, [toTraffic(protocol, { send, expect, target }, context)]);
      return row;
    });
  const absent = [{ path: 'object', expected: 'to exist', observed: 'absent' }];
  return {
    env,
    signal: context.signal,
    get: (ref) => api.get(resolveRef(ref, env, resources)),
    apply: (objects) => applyObjects(context, objects),
    patch: (ref, merge, subresource) => patchObject(context, { ref, merge, subresource }),
    delete: (ref) => deleteObject(context, ref),
    expectStatus: (ref, expectation) => assertRow(() => runStatus(context, ref, expectation)),
    expectTraffic,
    expectHttp: (send, expect, target) => expectTraffic('http', send, expect, target),
    expectObject: (ref, test) => assertRow(() => runObject(context, ref, (object) => (object ? test(object) : absent))),
    expectObjects: (search, test) => assertRow(() => runObjects(context, search, test)),
    expectObjectStays: (ref, test) =>
      assertRow(() => runObjectStays(context, ref, (object) => (object ? test(object) : absent))),
  };
}
