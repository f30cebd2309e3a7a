import type { Pod } from '../../kube/objects.ts';
import { readIndex } from './indexes.ts';

/** What became of a Job's pods, those that are gone included. */
export interface Tally {
  succeeded: number;
  failed: number;
  /** Of an Indexed Job. */
  doneIndexes: ReadonlySet<number>;
  /** Since the last success, and when the last of them was seen, in ms. */
  failuresInARow: number;
  lastFailureAt: number;
}

export interface Ledger {
  /** Counts the pods that have ended since the last look. */
  count(pods: readonly Pod[], now: Date): Tally;
  /** A pod that the Job itself ends is no failure. */
  forgive(pod: Pod): void;
}

/** Keeps count for one Job: pods may be deleted as soon as they have ended. */
export function createLedger(): Ledger {
  const known = new Set<string>();
  const doneIndexes = new Set<number>();
  const tally = { succeeded: 0, failed: 0, failuresInARow: 0, lastFailureAt: 0 };

  function enter(pod: Pod, now: Date): void {
    const { uid = '' } = pod.metadata;
    const outcome = judgePod(pod);
    if (!outcome || known.has(uid)) return;
    known.add(uid);
    tally[outcome] += 1;
    tally.failuresInARow = outcome === 'failed' ? tally.failuresInARow + 1 : 0;
    if (outcome === 'failed') tally.lastFailureAt = now.getTime();
    const index = readIndex(pod);
    if (outcome === 'succeeded' && index !== undefined) doneIndexes.add(index);
  }

  return {
    count(pods, now) {
      for (const pod of pods) enter(pod, now);
      return { ...tally, doneIndexes };
    },
    forgive: ({ metadata }) => void known.add(metadata.uid ?? ''),
  };
}

/** A pod that somebody deletes while it runs will not do its work any more: that counts as a failure. */
function judgePod({ metadata, status }: Pod): 'succeeded' | 'failed' | undefined {
  if (status?.phase === 'Succeeded') return 'succeeded';
  return status?.phase === 'Failed' || metadata.deletionTimestamp !== undefined ? 'failed' : undefined;
}
