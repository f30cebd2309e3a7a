import { formatMismatches } from '../match/format.ts';
import { matchStatus, type ResolvedParent } from '../match/status.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { AncestorExpectation, ParentExpectation, StatusExpectation } from '../scenario/expectations.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { ObjectRef } from '../scenario/steps.ts';
import type { WaitOutcome } from '../wait/types.ts';
import { type WatchedState, watchStays, watchUntil } from '../wait/watch.ts';
import type { Naming, RowOutcome, StepContext, Timing } from './context.ts';
import { nameAttached } from './name-attached.ts';
import { resolveRef } from './refs.ts';
import { createStatusGiveUp } from './status-give-up.ts';
import { seconds } from './traffic/judge.ts';

/** What watching objects needs. */
type Watching = Naming &
  Timing &
  Pick<StepContext, 'api' | 'controllerName' | 'create' | 'nextControlName' | 'progress'>;

/** Mismatches of an object with more that can be told of them. */
type Explain = (key: ObjectKey, mismatches: readonly FieldMismatch[]) => Promise<readonly FieldMismatch[]>;
type ObjectTest = (object: KubeObject | undefined) => readonly FieldMismatch[];

/** Waits until an object's status is as expected. */
export async function runStatus(context: Watching, ref: ObjectRef, expect: StatusExpectation): Promise<RowOutcome> {
  const { env, controllerName } = context;
  const resolveParent = (expectation: ParentExpectation | AncestorExpectation): ResolvedParent =>
    resolveRef(toRef(expectation), env, context.resources);

  const explain = (key: ObjectKey, mismatches: readonly FieldMismatch[]) =>
    nameAttached(context.api, key, mismatches, controllerName);
  return runObject(context, ref, (object) => matchStatus(object, expect, { controllerName, resolveParent }), explain);
}

function toRef(expectation: ParentExpectation | AncestorExpectation): ObjectRef {
  if ('ancestor' in expectation) return expectation.ancestor;
  if ('parent' in expectation) return expectation.parent;
  const { gateway, namespace } = expectation;
  return namespace === undefined || gateway === 'shared' ? `Gateway/${gateway}` : `Gateway/${namespace}/${gateway}`;
}

/** Waits until an object is gone. */
export async function runAbsent(context: Watching, ref: ObjectRef): Promise<RowOutcome> {
  return runObject(context, ref, (object) =>
    object === undefined ? [] : [{ path: 'object', expected: 'to be gone', observed: describePresence(object) }],
  );
}

/** Waits by watch until a test has no mismatch. */
export async function runObject(
  context: Watching,
  ref: ObjectRef,
  test: ObjectTest,
  explain?: Explain,
): Promise<RowOutcome> {
  const { policies, clock, signal } = context;
  const key = resolveRef(ref, context.env, context.resources);
  // A change may be reconciled by another way than a new route is.
  const giveUp = context.progress.isRevised() ? undefined : createStatusGiveUp(context);
  return judgeWatch(context, key, (source) => watchUntil(policies.status, source, test, { clock, signal }, giveUp), {
    ...(explain ? { explain } : {}),
  });
}

/** Holds a test against every state of an object for the settle window. */
export async function runObjectStays(context: Watching, ref: ObjectRef, test: ObjectTest): Promise<RowOutcome> {
  const { policies, clock, signal } = context;
  const key = resolveRef(ref, context.env, context.resources);
  return judgeWatch(context, key, (source) => watchStays(policies.settle, source, test, { clock, signal }), {
    every: true,
  });
}

type Watched = WaitOutcome<WatchedState<KubeObject | undefined>>;
type Source = (signal: AbortSignal) => AsyncIterable<KubeObject | undefined>;

async function judgeWatch(
  { api, clock }: Pick<Watching, 'api' | 'clock'>,
  key: ObjectKey,
  watch: (source: Source) => Promise<Watched>,
  { every = false, explain = async (_, mismatches) => mismatches }: { every?: boolean; explain?: Explain } = {},
): Promise<RowOutcome> {
  const startedAt = clock.date().toISOString();
  const { satisfied, tries, elapsedMs, last, unfinished } = await watch((signal) =>
    api.observe(key, signal, { every }),
  );
  const common = { startedAt, durationMs: Math.round(elapsedMs), tries, exchanges: [] };
  if (satisfied) return { ...common, outcome: 'passed', mismatches: [] };
  const mismatches = await explain(
    key,
    last?.mismatches ?? [{ path: 'object', expected: 'to be seen', observed: 'nothing' }],
  );
  const why = unfinished === 'givenUp' ? ', the last unchanged while a route made later was accepted' : '';
  const states = tries === 1 ? 'state' : 'states';
  const message = `${key.kind} ${key.name}: ${formatMismatches(mismatches)} (${tries} ${states} seen in ${seconds(elapsedMs)}${why})`;
  return { ...common, outcome: 'failed', message, mismatches };
}

function describePresence({ metadata }: KubeObject): string {
  const { deletionTimestamp, finalizers = [] } = metadata;
  if (deletionTimestamp === undefined) return 'present';
  return `deleted at ${deletionTimestamp}, held up by ${finalizers.join(', ') || 'nothing that it tells'}`;
}
