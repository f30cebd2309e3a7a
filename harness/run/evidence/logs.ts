import { kinds } from '../../kinds/index.ts';
import { compareText } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Evidence } from '../../result/types.ts';
import { attempt } from './attempt.ts';
import { redactText } from './redact-text.ts';

/** Pods by label, or a program on this machine that belongs to the implementation. */
export type LogSource = PodSource | { process: string };

interface PodSource {
  /** All namespaces where it is left out. */
  namespace?: string;
  labelSelector: string;
}

/** What a program of this name wrote since a time; undefined where there is none. */
export type ReadProcessLog = (name: string, since: Date) => readonly string[] | undefined;

type Log = Evidence['logs'][number];

const greatestLines = 200;
/** Characters of all sources together: a proxy for each Gateway, with a long line for each request, fills reports. */
const greatestLength = 100_000;

/**
 * The newest 200 lines since a time of each source, pods sorted; fewer where all sources together would have more than
 * 100,000 characters. A line in brackets is ours, not the source's.
 */
export async function collectLogs(
  api: KubeApi,
  sources: readonly LogSource[],
  since: Date,
  readProcessLog: ReadProcessLog = () => undefined,
): Promise<Log[]> {
  const read = sources.map((source) =>
    'process' in source ? [readProcess(source.process, since, readProcessLog)] : readPods(api, source, since),
  );
  const logs = (await Promise.all(read)).flat();
  // Two selectors may find the same pod.
  const unique = new Map(logs.map((log) => [log.source, log]));
  const share = Math.floor(greatestLength / Math.max(unique.size, 1));
  return [...unique.values()]
    .map(({ source, lines }) => ({ source, lines: keepNewest(lines, share) }))
    .sort((left, right) => compareText(left.source, right.source));
}

function readProcess(name: string, since: Date, readProcessLog: ReadProcessLog): Log {
  const lines = readProcessLog(name, since);
  return { source: `process ${name}`, lines: lines ? cutLines(lines.join('\n')) : ['(it was not started)'] };
}

async function readPods(api: KubeApi, { namespace, labelSelector }: PodSource, since: Date): Promise<Log[]> {
  const source = `${namespace ?? 'all namespaces'} (${labelSelector})`;
  const pods = await attempt(() => api.list(kinds.Pod, { namespace, labelSelector }));
  if ('unavailable' in pods) {
    return [{ source, lines: [`(unavailable: ${pods.unavailable})`] }];
  }
  if (pods.value.length === 0) {
    return [{ source, lines: ['(no pod matches)'] }];
  }
  return Promise.all(
    pods.value.map(({ metadata }) => readPod(api, metadata.namespace ?? namespace ?? '', metadata.name, since)),
  );
}

async function readPod(api: KubeApi, namespace: string, pod: string, since: Date): Promise<Log> {
  const source = `${namespace}/${pod}`;
  const log = await attempt(() => api.podLogs(namespace, pod, since));
  if ('unavailable' in log) {
    return { source, lines: [`(unavailable: ${log.unavailable})`] };
  }
  return { source, lines: cutLines(log.value) };
}

function cutLines(text: string): string[] {
  // Redacted as one text: a private key spans lines.
  const lines = redactText(text).split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const left = lines.length - greatestLines;
  return left > 0 ? [`(${left} earlier lines left out)`, ...lines.slice(left)] : lines;
}

/** The newest of them that fit; the newest one always, cut where it is longer than all may be. */
function keepNewest(lines: readonly string[], length: number): readonly string[] {
  let left = lines.length;
  let used = 0;
  while (left > 0 && used + (lines[left - 1]?.length ?? 0) <= length) {
    left -= 1;
    used += lines[left]?.length ?? 0;
  }
  if (left === 0) return lines;
  const newest = lines.slice(Math.min(left, lines.length - 1)).map((line) => line.slice(0, length));
  return ['(earlier lines left out, since all logs together are long)', ...newest];
}
