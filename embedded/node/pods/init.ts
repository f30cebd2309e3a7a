import type { Container, Pod } from '../kube/objects.ts';
import type { ContainerView } from './container.ts';

type Views = ReadonlyMap<string, ContainerView>;

/** An init container that stays beside those that come after it. */
export function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

/**
 * Whether an init container lets the next one start: it has ended well, or is a sidecar that has started.
 * https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior
 */
export function hasPassed(container: Container, view: ContainerView | undefined): boolean {
  if (!view) return false;
  const { state, lastTerminated } = view;
  if (isSidecar(container)) return 'running' in state || 'terminated' in state || lastTerminated !== undefined;
  return 'terminated' in state && state.terminated.exitCode === 0;
}

/** The containers whose turn it is: one init container after the other, then all others. */
export function listDue({ spec }: Pod, views: Views): readonly Container[] {
  const next = spec.initContainers?.find((container) => !hasPassed(container, views.get(container.name)));
  return next ? [next] : spec.containers;
}

/** When a container is started again. An init container has done its work once it has ended well. */
export function chooseRestartPolicy({ spec }: Pod, container: Container): string {
  const { restartPolicy = 'Always' } = spec;
  if (!spec.initContainers?.includes(container)) return restartPolicy;
  if (isSidecar(container)) return 'Always';
  return restartPolicy === 'Always' ? 'OnFailure' : restartPolicy;
}

/** The sidecars of a pod whose other containers are all over. */
export function listIdleSidecars({ spec }: Pod, views: Views): readonly Container[] {
  const isOver = ({ name }: Container) => 'terminated' in (views.get(name)?.state ?? {});
  return spec.containers.every(isOver) ? (spec.initContainers ?? []).filter(isSidecar) : [];
}
