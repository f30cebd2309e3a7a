import { isRecord } from '../../common/guards.ts';
import { kinds } from '../../kinds/index.ts';
import { compareText } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { attempt } from './attempt.ts';
import { redactText } from './redact-text.ts';

const greatestEvents = 200;

/** Events of the namespaces in order of time, the newest 200 of each, cut down to what a person reads. */
export async function collectEvents(api: KubeApi, namespaces: readonly string[]): Promise<unknown[]> {
  const lists = namespaces.map(async (namespace) => {
    const attempted = await attempt(() => api.list(kinds.Event, { namespace }));
    return 'unavailable' in attempted
      ? [{ namespace, unavailable: attempted.unavailable }]
      : attempted.value.map(toLine).sort(compareLines).slice(-greatestEvents);
  });
  return (await Promise.all(lists)).flat();
}

interface EventLine {
  time: string;
  type: string;
  reason: string;
  /** `Kind namespace/name`. */
  object: string;
  message: string;
  count: number;
  source: string;
}

function toLine(event: KubeObject): EventLine {
  const about = isRecord(event.involvedObject) ? event.involvedObject : {};
  const source = isRecord(event.source) ? text(event.source.component) : '';
  const place = text(about.namespace) ? `${text(about.namespace)}/` : '';
  return {
    time: text(event.lastTimestamp) || text(event.eventTime) || event.metadata.creationTimestamp || '',
    type: text(event.type),
    reason: text(event.reason),
    object: `${text(about.kind)} ${place}${text(about.name)}`,
    message: redactText(text(event.message)),
    count: typeof event.count === 'number' ? event.count : 1,
    source: source || text(event.reportingComponent),
  };
}

function compareLines(left: EventLine, right: EventLine): number {
  return (
    compareText(left.time, right.time) ||
    compareText(left.object, right.object) ||
    compareText(left.reason, right.reason) ||
    compareText(left.message, right.message)
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
