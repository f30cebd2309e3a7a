import { Mismatch } from '../../scenario/errors.ts';
import type { TimedStep } from '../../scenario/steps.ts';
import { startDeadline } from '../../wait/deadline.ts';
import type { RowOutcome, StepContext } from '../context.ts';
import { runStatus } from '../status.ts';
import { seconds } from '../traffic/judge.ts';
import { toTraffic } from '../traffic/row.ts';
import { countFailures, hasHeld, recordTraffic, type Sample } from './record.ts';
import { EVERY_MS, type Stream, startStream } from './send.ts';

/** Right answers before the change is made, and the least in the window in which it must have held. */
const LEAST = 10;
/** How long the answers from before must have held, ms. */
const CALM_MS = 300;
/** Exchanges kept as evidence. */
const KEPT = 20;

/**
 * Makes a change under steady traffic and times it. Fails where the status or the traffic never shows it.
 * @param change makes it; it is over once the API server has taken it
 */
export async function runTimed(
  context: StepContext,
  step: TimedStep,
  change: () => Promise<void>,
): Promise<RowOutcome> {
  const { clock, policies } = context;
  const { send, before, after, target } = step;
  const toRow = (expect: TimedStep['after']) => toTraffic('http', { send, expect, target }, context);
  const stream = await startStream(context, before && toRow(before), toRow(after));
  try {
    const isCalm = await awaitCalm(context, stream);
    if (!isCalm) throw new Mismatch('before the change, traffic was not as it must be', []);
    const begunMs = clock.now();
    await change();
    const takenMs = clock.now();
    const startedAt = clock.date().toISOString();
    const sinceChange = (): Sample[] =>
      stream.answers.flatMap(({ sample }) =>
        sample.sentMs < begunMs
          ? []
          : [{ ...sample, sentMs: sample.sentMs - takenMs, answeredMs: sample.answeredMs - takenMs }],
      );
    const [status, held] = await Promise.all([
      step.status ? runStatus(context, step.status.ref, step.status.expect) : undefined,
      awaitHeld(context, sinceChange, () => clock.now() - takenMs),
    ]);
    await stream.end();
    const samples = sinceChange();
    const { allAfterMs, ...traffic } = recordTraffic(samples);
    const failed = status !== undefined && status.outcome !== 'passed' ? status : undefined;
    const wrong = stream.answers.filter(({ sample }) => sample.sentMs >= begunMs && !sample.isAfter);
    const timeMs = Math.round(clock.now() - takenMs);
    const told = held ? describeFailures(samples, step.failing) : describeUnheld(traffic, policies.traffic.timeoutMs);
    const message = failed?.message ?? told;
    return {
      outcome: message === undefined ? 'passed' : 'failed',
      ...(message === undefined ? {} : { message }),
      startedAt,
      durationMs: timeMs,
      ...(traffic.firstAfterMs === undefined ? {} : { rightAfterMs: traffic.firstAfterMs }),
      tries: traffic.requests,
      mismatches: [
        ...(failed?.mismatches ?? []),
        ...(told === undefined ? [] : [{ path: 'traffic', expected: describeAsked(step.failing), observed: told }]),
      ],
      change: {
        ...traffic,
        ...(held && allAfterMs !== undefined ? { allAfterMs } : {}),
        everyMs: EVERY_MS,
        hasStatus: step.status !== undefined,
        ...(status && !failed ? { statusAfterMs: status.durationMs } : {}),
      },
      exchanges: [...wrong.slice(-KEPT), ...stream.answers.slice(-1)].map(({ exchange }) => exchange),
    };
  } finally {
    await stream.end();
  }
}

/** Waits until answers are for a while as they must be before the change. */
async function awaitCalm({ clock, policies, signal }: StepContext, { answers }: Stream): Promise<boolean> {
  const deadline = startDeadline(clock, policies.traffic.timeoutMs);
  while (deadline.left() > 0) {
    await clock.sleep(CALM_MS / 3, signal);
    const recent = answers.filter(({ sample }) => sample.sentMs >= clock.now() - CALM_MS);
    const last = answers.slice(-LEAST);
    const calm = (some: Stream['answers']): boolean => some.every(({ sample }) => sample.isBefore);
    if (last.length === LEAST && calm(last) && calm(recent)) return true;
  }
  return false;
}

/** Waits until answers have been right for the settle window. */
async function awaitHeld(
  { clock, policies, signal }: StepContext,
  samples: () => readonly Sample[],
  elapsed: () => number,
): Promise<boolean> {
  const deadline = startDeadline(clock, policies.traffic.timeoutMs);
  while (deadline.left() > 0) {
    await clock.sleep(EVERY_MS * 5, signal);
    if (hasHeld(samples(), elapsed() - policies.settle.timeoutMs, LEAST)) return true;
  }
  return false;
}

function describeAsked(failing: number | undefined): string {
  const bound = failing === undefined ? '' : `, and no more than ${failing} requests to fail meanwhile`;
  return `to show the change${bound}`;
}

/** Undefined where no more requests failed than may. */
function describeFailures(samples: readonly Sample[], most: number | undefined): string | undefined {
  const failures = countFailures(samples);
  const count = failures.reduce((sum, failure) => sum + failure.count, 0);
  if (most === undefined || count <= most) return undefined;
  const kinds = failures.map((failure) => `${failure.kind}: ${failure.count}`).join(', ');
  return `${count} of ${samples.length} requests failed, one sent each ${EVERY_MS} ms (${kinds}), ${most} may`;
}

function describeUnheld(
  { requests, firstAfterMs }: Omit<ReturnType<typeof recordTraffic>, 'allAfterMs'>,
  limitMs: number,
): string {
  const last = firstAfterMs === undefined ? 'no answer was right' : 'answers were right, and wrong again';
  return `${last} in ${seconds(limitMs)} after the change (${requests} requests)`;
}
