import { isRecord } from '../common/guards.ts';
import { kinds } from '../kinds/index.ts';
import { compareText } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { Clock } from '../wait/types.ts';

/** The first pod of a namespace is often refused, as its ServiceAccount comes a moment later; what lasts is meant so. */
const LASTING_MS = 10_000;

/**
 * Why no pod can be made in a namespace, in the words of the API server: what a controller told of it last. Undefined
 * where none was refused, or the events cannot be read.
 */
export async function findRefusal(api: Pick<KubeApi, 'list'>, namespace: string): Promise<string | undefined> {
  const events = await api.list(kinds.Event, { namespace }).catch((): KubeObject[] => []);
  const told = events
    .filter(({ reason, message }) => reason === 'FailedCreate' && typeof message === 'string')
    .sort((left, right) => compareText(readTime(left), readTime(right)));
  const message = told.at(-1)?.message;
  return typeof message === 'string' ? message.replace(/^Error creating: /, '') : undefined;
}

/** Tells of a refusal once it has lasted; asked each time that there are no pods. */
export function createRefusalWatch(
  api: Pick<KubeApi, 'list'>,
  clock: Pick<Clock, 'now'>,
  namespace: string,
): () => Promise<string | undefined> {
  let since: number | undefined;
  return async () => {
    const refusal = await findRefusal(api, namespace);
    if (refusal === undefined) return undefined;
    since ??= clock.now();
    return clock.now() - since >= LASTING_MS ? refusal : undefined;
  };
}

function readTime({ lastTimestamp, eventTime, series, metadata }: KubeObject): string {
  const observed = isRecord(series) ? series.lastObservedTime : undefined;
  const times = [observed, lastTimestamp, eventTime, metadata.creationTimestamp];
  return String(times.find((time) => typeof time === 'string') ?? '');
}
