import { stampConditions } from '../kube/conditions.ts';
import type { Condition, Pod, PodStatus } from '../kube/objects.ts';
import type { ContainerView } from './container.ts';
import { HOST_IP } from './environment.ts';

/** The status that kubelet would write for these containers. `previous` gives the times of conditions that stay. */
export function buildPodStatus(options: {
  pod: Pod;
  ip: string;
  startTime: string;
  now: string;
  views: ReadonlyMap<string, ContainerView>;
  previous: PodStatus | undefined;
}): PodStatus {
  const { pod, ip, startTime, now, views, previous } = options;
  const phase = choosePhase([...views.values()]);
  const unready = pod.spec.containers.map(({ name }) => name).filter((name) => !views.get(name)?.ready);
  const ready: Omit<Condition, 'type'> =
    unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: phase === 'Succeeded' ? 'PodCompleted' : 'ContainersNotReady',
          message: `Not ready: ${unready.join(', ')}`,
        };
  const conditions: Condition[] = [
    { type: 'PodReadyToStartContainers', status: 'True' },
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { type: 'PodScheduled', status: 'True' },
  ];
  return {
    phase,
    conditions: stampConditions(conditions, previous?.conditions, now),
    hostIP: HOST_IP,
    hostIPs: [{ ip: HOST_IP }],
    podIP: ip,
    podIPs: [{ ip }],
    qosClass: 'BestEffort',
    startTime,
    containerStatuses: pod.spec.containers.map(({ name, image = '' }) =>
      buildContainerStatus(name, image, pod.metadata.uid ?? '', views.get(name)),
    ),
  };
}

function buildContainerStatus(name: string, image: string, uid: string, view: ContainerView | undefined): object {
  const state = view?.state ?? { waiting: { reason: 'ContainerCreating' } };
  const started = 'running' in state;
  return {
    name,
    image,
    imageID: started ? `gwconf://${image}` : '',
    ...(started && { containerID: `gwconf://${uid}/${name}/${view?.restartCount ?? 0}` }),
    ready: view?.ready ?? false,
    started,
    restartCount: view?.restartCount ?? 0,
    state,
    lastState: view?.lastTerminated ? { terminated: view.lastTerminated } : {},
  };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase */
function choosePhase(views: readonly ContainerView[]): string {
  const exits = views.flatMap(({ state }) => ('terminated' in state ? [state.terminated.exitCode] : []));
  const neverStarted = views.some(({ state, lastTerminated }) => 'waiting' in state && !lastTerminated);
  if (neverStarted) return 'Pending';
  if (exits.length < views.length) return 'Running';
  return exits.every((code) => code === 0) ? 'Succeeded' : 'Failed';
}
