import { stampConditions } from '../kube/conditions.ts';
import type { Condition, Container, Pod, PodStatus } from '../kube/objects.ts';
import type { ContainerView } from './container.ts';
import { HOST_IP } from './environment.ts';
import { hasPassed, isSidecar } from './init.ts';

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
  const { containers, initContainers = [] } = pod.spec;
  const { uid = '' } = pod.metadata;
  const incomplete = initContainers.filter((container) => !hasPassed(container, views.get(container.name)));
  const phase = choosePhase(pod, views, incomplete);
  const unready = [...initContainers.filter(isSidecar), ...containers]
    .map(({ name }) => name)
    .filter((name) => !views.get(name)?.ready);
  const initialized: Omit<Condition, 'type'> =
    incomplete.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete.map(({ name }) => name).join(' ')}]`,
        };
  const describe = (container: Container, ready: boolean, absent: string) =>
    buildContainerStatus(container, uid, views.get(container.name), ready, absent);
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
    { type: 'Initialized', ...initialized },
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
    // Of its resources, as the API server has it.
    qosClass: pod.status?.qosClass ?? 'BestEffort',
    startTime,
    ...(initContainers.length > 0 && {
      initContainerStatuses: initContainers.map((container) => {
        const view = views.get(container.name);
        const ready = isSidecar(container) ? view?.ready === true : hasPassed(container, view);
        return describe(container, ready, 'PodInitializing');
      }),
    }),
    containerStatuses: containers.map((container) => {
      const ready = views.get(container.name)?.ready === true;
      return describe(container, ready, initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating');
    }),
  };
}

/** @param absent why it waits, where it was not its turn yet */
function buildContainerStatus(
  { name, image = '' }: Container,
  uid: string,
  view: ContainerView | undefined,
  ready: boolean,
  absent: string,
): object {
  const state = view?.state ?? { waiting: { reason: absent } };
  const started = 'running' in state;
  return {
    name,
    image,
    imageID: started ? `gwconf://${image}` : '',
    ...(started && { containerID: `gwconf://${uid}/${name}/${view?.restartCount ?? 0}` }),
    ready,
    started,
    restartCount: view?.restartCount ?? 0,
    state,
    lastState: view?.lastTerminated ? { terminated: view.lastTerminated } : {},
  };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase */
function choosePhase(
  { spec }: Pod,
  views: ReadonlyMap<string, ContainerView>,
  incomplete: readonly Container[],
): string {
  if (incomplete.length > 0) {
    const isOver = ({ name }: Container) => 'terminated' in (views.get(name)?.state ?? {});
    return incomplete.some(isOver) ? 'Failed' : 'Pending';
  }
  const known = spec.containers.flatMap(({ name }) => views.get(name) ?? []);
  const exits = known.flatMap(({ state }) => ('terminated' in state ? [state.terminated.exitCode] : []));
  const neverStarted = known.some(({ state, lastTerminated }) => 'waiting' in state && !lastTerminated);
  if (neverStarted || known.length < spec.containers.length) return 'Pending';
  if (exits.length < known.length) return 'Running';
  return exits.every((code) => code === 0) ? 'Succeeded' : 'Failed';
}
