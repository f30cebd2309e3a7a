import type { Pod } from '../../kube/objects.ts';
import type { StatefulSet } from '../../kube/sets.ts';
import { REVISION_LABEL } from '../revisions.ts';

/** How things stand with a StatefulSet. Revisions are named as ControllerRevisions are. */
export interface SetView {
  set: StatefulSet;
  /** All that it controls, those that are going included. */
  pods: readonly Pod[];
  currentRevision: string;
  updateRevision: string;
  /** Whether a pod has been ready for as long as the set asks for. */
  isAvailable(pod: Pod): boolean;
}

export type Action = { create: number; revision: string } | { delete: Pod };

/**
 * What to do next: pods come in the order of their numbers, each once those before it are available, and go in reverse; then
 * those of an old template are replaced, one at a time, the last first.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees
 */
export function planActions(view: SetView): readonly Action[] {
  const { set, pods, isAvailable } = view;
  const { first, end } = findRange(set);
  const byNumber = new Map(pods.map((pod) => [readNumber(set, pod), pod]));
  const isParallel = set.spec.podManagementPolicy === 'Parallel';
  const actions: Action[] = [];
  for (let number = first; number < end; number += 1) {
    const pod = byNumber.get(number);
    if (pod && isAvailable(pod)) continue;
    if (!pod) actions.push({ create: number, revision: chooseRevision(view, number) });
    else if (isOver(pod) && !isGoing(pod)) actions.push({ delete: pod });
    if (!isParallel) return actions;
  }
  const isSurplus = (pod: Pod) => readNumber(set, pod) < first || readNumber(set, pod) >= end;
  for (const pod of pods.filter(isSurplus).sort((a, b) => readNumber(set, b) - readNumber(set, a))) {
    if (!isGoing(pod)) actions.push({ delete: pod });
    if (!isParallel) return actions;
  }
  if (actions.length > 0 || set.spec.updateStrategy?.type === 'OnDelete') return actions;
  for (let number = end - 1; number >= first + readPartition(set); number -= 1) {
    const pod = byNumber.get(number);
    if (pod && !isGoing(pod) && revisionOf(pod) !== view.updateRevision) return [{ delete: pod }];
    if (!pod || !isAvailable(pod)) return [];
  }
  return [];
}

/** Below the partition pods stay at, and are made anew of, the template that they had. */
function chooseRevision({ set, currentRevision, updateRevision }: SetView, number: number): string {
  return number < findRange(set).first + readPartition(set) ? currentRevision : updateRevision;
}

/** The numbers of its pods: from `first` to before `end`. */
function findRange({ spec }: StatefulSet): { first: number; end: number } {
  const first = spec.ordinals?.start ?? 0;
  return { first, end: first + (spec.replicas ?? 1) };
}

function readPartition({ spec }: StatefulSet): number {
  const { type = 'RollingUpdate', rollingUpdate } = spec.updateStrategy ?? {};
  return type === 'RollingUpdate' ? (rollingUpdate?.partition ?? 0) : 0;
}

/** 2 of `web-2`; -1 for a pod that is not named so. */
export function readNumber({ metadata }: StatefulSet, pod: Pod): number {
  const rest = pod.metadata.name.startsWith(`${metadata.name}-`)
    ? pod.metadata.name.slice(metadata.name.length + 1)
    : '';
  return /^\d+$/.test(rest) ? Number(rest) : -1;
}

export function revisionOf({ metadata }: Pod): string | undefined {
  return metadata.labels?.[REVISION_LABEL];
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function isGoing({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}
