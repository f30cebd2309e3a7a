import type { KubeApi } from '../kube/types.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { Clock, WaitTools } from '../wait/types.ts';
import { describePods } from './describe-pods.ts';
import { findStopped, type StoppedContainer } from './pods.ts';

const PAUSE_MS = 500;
/** What no waiting mends: https://kubernetes.io/docs/concepts/containers/images/ */
const final: ReadonlySet<string> = new Set(['InvalidImageName', 'ErrImageNeverPull']);
const lasting: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** How long is waited for pods that may yet run. */
export interface StuckPatience {
  /** Restarts of a program that ends again and again. */
  restarts: number;
  /** For what may come, as an image or a Secret, ms. */
  waitMs: number;
}

/**
 * Three restarts take half a minute on a real node, so that what is missing at the start of a cluster has come by then; a
 * registry fails for a moment, and a Secret comes a moment later.
 */
export const STARTING: StuckPatience = { restarts: 3, waitMs: 60_000 };
/** Of a controller that was taken for started, since whoever waits for it does nothing else. */
export const STARTED: StuckPatience = { restarts: 2, waitMs: 10_000 };

/**
 * Looks at pods until one of them cannot be expected to run any more, and tells why, of all that are so, in one clause.
 * Rejects with the signal's reason.
 */
export async function watchForStuckPods(
  api: Pick<KubeApi, 'podLogs'>,
  listPods: () => Promise<readonly KubeObject[]>,
  { clock, signal }: WaitTools,
  patience: StuckPatience = STARTING,
): Promise<string> {
  const isStuck = createStuckFinder(clock, patience);
  for (;;) {
    await clock.sleep(PAUSE_MS, signal);
    const pods = await listPods();
    if (isStuck(pods)) return (await describePods(api, pods)).join('; ');
  }
}

/** Whether one of these pods cannot be expected to run any more, asked again and again of all that there are. */
export function createStuckFinder(
  clock: Pick<Clock, 'now'>,
  patience: StuckPatience = STARTING,
): (pods: readonly KubeObject[]) => boolean {
  const firstSeen = new Map<string, number>();
  return (pods) => {
    const seen = new Set<string>();
    let isStuck = false;
    for (const pod of pods) {
      for (const container of findStopped(pod)) {
        const key = `${pod.metadata.uid}/${container.name}`;
        if (lasting.has(container.reason)) {
          seen.add(key);
          if (!firstSeen.has(key)) firstSeen.set(key, clock.now());
        }
        const waited = clock.now() - (firstSeen.get(key) ?? clock.now());
        isStuck ||= isHopeless(container, waited, patience);
      }
    }
    for (const key of firstSeen.keys()) if (!seen.has(key)) firstSeen.delete(key);
    return isStuck;
  };
}

function isHopeless({ reason, restarts }: StoppedContainer, waitedMs: number, patience: StuckPatience): boolean {
  if (reason === 'CrashLoopBackOff') return restarts >= patience.restarts;
  return final.has(reason) || waitedMs >= patience.waitMs;
}
