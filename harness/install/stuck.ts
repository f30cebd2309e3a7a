import { describeKey, keyOf } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { WaitTools } from '../wait/types.ts';
import { findStopped, listPodsOf, type StoppedContainer } from './pods.ts';

const PAUSE_MS = 500;
/** Three restarts take half a minute on a real node: what is missing at the start of a cluster has come by then. */
const HOPELESS_RESTARTS = 3;
/** A registry that fails for a moment, a Secret that comes a moment later. */
const PATIENCE_MS = 60_000;

/** What no waiting mends: https://kubernetes.io/docs/concepts/containers/images/ */
const final: ReadonlySet<string> = new Set(['InvalidImageName', 'ErrImageNeverPull']);
const lasting: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/**
 * Looks at a workload's pods until one of them cannot be expected to run any more, and tells why in one clause. Rejects
 * with the signal's reason.
 */
export async function watchForStuckPods(
  api: KubeApi,
  workload: KubeObject,
  { clock, signal }: WaitTools,
): Promise<string> {
  const { creationTimestamp } = workload.metadata;
  const since = creationTimestamp === undefined ? clock.date() : new Date(creationTimestamp);
  const firstSeen = new Map<string, number>();
  for (;;) {
    await clock.sleep(PAUSE_MS, signal);
    const seen = new Set<string>();
    for (const pod of await listPodsOf(api, workload)) {
      for (const container of findStopped(pod)) {
        const key = `${pod.metadata.uid}/${container.name}`;
        if (lasting.has(container.reason)) {
          seen.add(key);
          if (!firstSeen.has(key)) firstSeen.set(key, clock.now());
        }
        const waited = clock.now() - (firstSeen.get(key) ?? clock.now());
        if (isHopeless(container, waited)) return await describe(api, pod, container, since);
      }
    }
    for (const key of firstSeen.keys()) if (!seen.has(key)) firstSeen.delete(key);
  }
}

function isHopeless({ reason, restarts }: StoppedContainer, waitedMs: number): boolean {
  if (reason === 'CrashLoopBackOff') return restarts >= HOPELESS_RESTARTS;
  return final.has(reason) || waitedMs >= PATIENCE_MS;
}

async function describe(api: KubeApi, pod: KubeObject, container: StoppedContainer, since: Date): Promise<string> {
  const { name, reason, message, restarts, lastExit } = container;
  const where = `${describeKey(keyOf(pod))}: container ${name} ${reason}`;
  if (!lastExit) return `${where}${message ? `: ${message}` : ''}`;
  const words = lastExit.message || (await readLastLine(api, pod, since));
  const exits = `it exits with code ${lastExit.code} each time (${restarts} restarts)`;
  return `${where}: ${exits}${words ? `: ${words}` : ''}`;
}

/** Few programs write a termination message; most say what is wrong in the last line of their log. */
async function readLastLine(api: KubeApi, { metadata }: KubeObject, since: Date): Promise<string> {
  const log = await api.podLogs(metadata.namespace ?? '', metadata.name, since).catch(() => '');
  return log.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
