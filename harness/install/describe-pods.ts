import { kinds } from '../kinds/index.ts';
import { findCondition } from '../kube/conditions.ts';
import { compareText, describeKey, keyOf } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { findStopped, type StoppedContainer } from './pods.ts';
import type { LogSource } from './types.ts';

/** A line of a log may be a whole stack in JSON. */
const GREATEST_LINE = 300;
/** Several reasons at once are seldom read to the end. */
const MOST_REASONS = 5;

type Logs = Pick<KubeApi, 'podLogs'>;

/** What several pods wait for, and one of them. */
interface Reason {
  text: string;
  pods: KubeObject[];
  stopped?: StoppedContainer;
}

/** What pods wait for, for a person: one clause for each reason, with the number of pods and the last line of a log. */
export async function describePods(api: Logs, pods: readonly KubeObject[]): Promise<string[]> {
  const reasons = new Map<string, Reason>();
  for (const { pod, ...found } of pods.flatMap(findReasons)) {
    const known = reasons.get(found.text);
    if (known) known.pods.push(pod);
    else reasons.set(found.text, { ...found, pods: [pod] });
  }
  const sorted = [...reasons.values()].sort(
    (left, right) => right.pods.length - left.pods.length || compareText(left.text, right.text),
  );
  const told = sorted.slice(0, MOST_REASONS).map((reason) => describeReason(api, reason));
  const more = sorted.length > MOST_REASONS ? [`${sorted.length - MOST_REASONS} more reasons`] : [];
  return [...(await Promise.all(told)), ...more];
}

/** What pods of the implementation wait for, one clause each; empty where all run, or the API cannot be asked. */
export async function describeWaitingPods(
  api: Pick<KubeApi, 'list' | 'podLogs'>,
  sources: readonly LogSource[],
): Promise<string[]> {
  const pods = await listImplementationPods(api, sources);
  return describePods(api, pods);
}

/** Pods that write the implementation's logs, each once; none where they cannot be read. */
export async function listImplementationPods(
  api: Pick<KubeApi, 'list'>,
  sources: readonly LogSource[],
): Promise<KubeObject[]> {
  const lists = sources.map(async (source) =>
    'process' in source ? [] : api.list(kinds.Pod, source).catch((): KubeObject[] => []),
  );
  const pods = (await Promise.all(lists)).flat();
  return [...new Map(pods.map((pod) => [describeKey(keyOf(pod)), pod])).values()];
}

/** How a container ended, and the last that it said. */
export async function describeStopped(api: Logs, pod: KubeObject, container: StoppedContainer): Promise<string> {
  const { name, reason, message, restarts, lastExit } = container;
  const where = `container ${name} ${reason}`;
  if (!lastExit) return `${where}${message ? `: ${message}` : ''}`;
  const words = lastExit.message || (await readLastLine(api, pod));
  const times = restarts > 0 ? ` each time (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})` : '';
  return `${where}: it exits with code ${lastExit.code}${times}${words ? `: ${words}` : ''}`;
}

async function describeReason(api: Logs, { text, pods, stopped }: Reason): Promise<string> {
  const [first] = pods;
  if (!first) return text;
  const others = pods.length > 1 ? ` and ${pods.length - 1} more` : '';
  const what = stopped ? await describeStopped(api, first, stopped) : text;
  return `${describeKey(keyOf(first))}${others}: ${what}`;
}

/** The same text for every pod that waits for the same. */
function findReasons(pod: KubeObject): { text: string; pod: KubeObject; stopped?: StoppedContainer }[] {
  const stopped = findStopped(pod).map((container) => {
    const { name, reason, message, lastExit } = container;
    // The message of a back-off has the pod's name and uid in it, and is as long as what it says is short.
    const text = lastExit ? `${name} ${reason} ${lastExit.code} ${lastExit.message}` : `${name} ${reason} ${message}`;
    return { text: text.replaceAll(pod.metadata.name, ''), pod, stopped: container };
  });
  if (stopped.length > 0) return stopped;
  const unscheduled = findCondition(pod, 'PodScheduled');
  if (unscheduled?.status !== 'False') return [];
  return [{ text: `${unscheduled.reason}: ${unscheduled.message}`, pod }];
}

/** Few programs write a termination message; most say what is wrong in the last line of their log. */
async function readLastLine(api: Logs, { metadata }: KubeObject): Promise<string> {
  const since = new Date(metadata.creationTimestamp ?? 0);
  const log = await api.podLogs(metadata.namespace ?? '', metadata.name, since).catch(() => '');
  const line = log.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line.length > GREATEST_LINE ? `${line.slice(0, GREATEST_LINE)}…` : line;
}
