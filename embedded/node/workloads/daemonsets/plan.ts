import { matchesLabels, matchesSelector } from '../../kube/labels.ts';
import type { Pod } from '../../kube/objects.ts';
import type { DaemonSet } from '../../kube/sets.ts';
import { isReady } from '../availability.ts';
import { REVISION_LABEL } from '../revisions.ts';

/** How things stand with a DaemonSet, on the one node that there is. */
export interface DaemonView {
  set: DaemonSet;
  /** All that it controls, those that are going included. */
  pods: readonly Pod[];
  /** Whether the node is one of those that it wants a pod on. */
  isWanted: boolean;
  /** Hash of the present template. */
  hash: string;
  /** Whether a pod has been ready for as long as the set asks for. */
  isAvailable(pod: Pod): boolean;
}

export interface DaemonPlan {
  create: boolean;
  delete: readonly Pod[];
}

/**
 * One pod, of the present template: an old one goes first, or, with a surge, once the new one is available.
 * https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/
 */
export function planDaemon({ set, pods, isWanted, hash, isAvailable }: DaemonView): DaemonPlan {
  const going = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  const staying = pods.filter((pod) => !going.includes(pod));
  if (!isWanted) return { create: false, delete: staying };
  const over = staying.filter(({ status }) => status?.phase === 'Succeeded' || status?.phase === 'Failed');
  const active = staying.filter((pod) => !over.includes(pod));
  const fresh = active.filter((pod) => isUpdated(pod, hash));
  const old = active.filter((pod) => !isUpdated(pod, hash));
  const isReplaced = set.spec.updateStrategy?.type !== 'OnDelete';
  if (old.length > 0 && isReplaced && hasSurge(set)) {
    const done = fresh.some(isAvailable);
    return {
      create: fresh.length === 0 && over.length === 0,
      delete: [...over, ...(done ? old : []), ...fresh.slice(1)],
    };
  }
  if (old.length > 0 && isReplaced) return { create: false, delete: [...over, ...old] };
  return { create: pods.length === 0, delete: [...over, ...active.slice(1)] };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/#DaemonSetStatus */
export function buildDaemonStatus({ set, pods, isWanted, hash, isAvailable }: DaemonView): Required<Status> {
  const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const desired = isWanted ? 1 : 0;
  const isHere = staying.length > 0;
  const ready = isWanted && staying.some(isReady) ? 1 : 0;
  const available = isWanted && staying.some(isAvailable) ? 1 : 0;
  return {
    observedGeneration: set.metadata.generation ?? 0,
    desiredNumberScheduled: desired,
    currentNumberScheduled: isWanted && isHere ? 1 : 0,
    numberReady: ready,
    numberAvailable: available,
    numberUnavailable: desired - available,
    updatedNumberScheduled: isWanted && staying.some((pod) => isUpdated(pod, hash)) ? 1 : 0,
    numberMisscheduled: !isWanted && isHere ? 1 : 0,
  };
}

/** Whether the node's labels are what the template asks for. */
export function wantsNode({ spec }: DaemonSet, labels: Readonly<Record<string, string>>): boolean {
  const { nodeSelector = {}, affinity } = spec.template.spec;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const fits = terms?.some(({ matchExpressions }) => matchExpressions && matchesSelector({ matchExpressions }, labels));
  return matchesLabels(nodeSelector, labels) && (fits ?? true);
}

function isUpdated({ metadata }: Pod, hash: string): boolean {
  return metadata.labels?.[REVISION_LABEL] === hash;
}

function hasSurge({ spec }: DaemonSet): boolean {
  return Number.parseFloat(String(spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0)) > 0;
}

type Status = NonNullable<DaemonSet['status']>;
