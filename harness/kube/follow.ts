import { messageOf } from '../common/message-of.ts';
import type { KindName, KubeObject } from '../scenario/kubernetes.ts';
import type { Clock } from '../wait/types.ts';
import type { KubeApi } from './types.ts';

const pauseMs = 1_000;

export interface FollowTools {
  api: Pick<KubeApi, 'observeAll'>;
  clock: Clock;
  signal: AbortSignal;
  log?: ((line: string) => void) | undefined;
}

/** Gives each state of a kind's objects to a function until the signal aborts; a watch that fails is begun anew. */
export async function followKind(
  { api, clock, signal, log }: FollowTools,
  kind: KindName,
  take: (objects: readonly KubeObject[]) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const objects of api.observeAll(kind, signal)) take(objects);
    } catch (error) {
      log?.(`watching ${kind.kind}: ${messageOf(error)}`);
    }
    await clock.sleep(pauseMs, signal).catch(() => undefined);
  }
}
