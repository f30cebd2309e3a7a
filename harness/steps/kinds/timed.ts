import { protocolOf } from '../../protocols/index.ts';
import type { TimedStep } from '../../scenario/steps.ts';
import type { RowOutcome, StepContext } from '../context.ts';
import { runTimed } from '../timed/run.ts';
import { applyKind, deleteKind, patchKind } from './change.ts';
import { customKind } from './custom.ts';
import { PLAIN, type StepKind } from './kind.ts';
import { statusKind } from './status.ts';
import { trafficKind } from './traffic.ts';

const CHANGES = { apply: applyKind, patch: patchKind, delete: deleteKind, custom: customKind };

const changeOf = ({ change }: TimedStep): StepKind => CHANGES[change.kind] as StepKind;

/** A step of rows to the same target, for what both have in common. */
function toTraffic({ name, send, after, target }: TimedStep) {
  return { kind: 'http', rows: [{ name, send, expect: after }], target } as const;
}

/** A change under steady traffic: what is known of the change, of traffic and of status together. */
export const timedKind: StepKind<TimedStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe(step, env) {
    const { describe, describeExpectation } = protocolOf('http');
    const say = (expect: TimedStep['after']): string => describeExpectation(expect, step.send, env);
    return [[describe(step.send), `${step.before ? `${say(step.before)}, then ` : ''}${say(step.after)}`]];
  },
  refs: (step) => [
    ...changeOf(step).refs(step.change),
    ...trafficKind.refs(toTraffic(step)),
    ...(step.status ? statusKind.refs({ kind: 'status', ...step.status }) : []),
  ],
  backends: (step) => [
    ...changeOf(step).backends(step.change),
    ...(step.before ? protocolOf('http').listBackends(step.before) : []),
    ...trafficKind.backends(toTraffic(step)),
  ],
  lateBackends: (step) => changeOf(step).lateBackends(step.change),
  objects: (step) => changeOf(step).objects(step.change),
  merges: (step) => changeOf(step).merges(step.change),
  requests: (step) => trafficKind.requests(toTraffic(step)),
  defects: (step) => [
    ...changeOf(step).defects(step.change),
    ...(step.status ? statusKind.defects({ kind: 'status', ...step.status }) : []),
  ],
  cost: 3,
  opaque: false,
  changes: true,
  asserts: true,
  needsOwnGateway: (step) => trafficKind.needsOwnGateway(toTraffic(step)),
  async run(context, [step], rows) {
    context.progress.noteAssertions(step.status ? 2 : 1);
    return [await runTimed(context, step, () => makeChange(context, step, rows))];
  },
};

/** Throws what the API server refuses. */
async function makeChange(context: StepContext, step: TimedStep, rows: Parameters<StepKind['run']>[2]): Promise<void> {
  const [made]: readonly (RowOutcome | undefined)[] = await changeOf(step).run(context, [step.change], rows);
  if (made && made.outcome !== 'passed') throw new Error(made.message ?? 'the change could not be made');
}
