import { compareText } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import type { Evidence } from '../result/types.ts';
import { attempt } from './attempt.ts';
import { redactText } from './redact-text.ts';

export interface LogSource {
  namespace: string;
  labelSelector: string;
}

type Log = Evidence['logs'][number];

const greatestLines = 200;

/** The newest 200 lines since a time of each pod of the sources, pods sorted. A line in brackets is ours, not the pod's. */
export async function collectLogs(api: KubeApi, sources: readonly LogSource[], since: Date): Promise<Log[]> {
  const logs = (await Promise.all(sources.map((source) => readSource(api, source, since)))).flat();
  // Two selectors may find the same pod.
  const unique = new Map(logs.map((log) => [log.source, log]));
  return [...unique.values()].sort((left, right) => compareText(left.source, right.source));
}

async function readSource(api: KubeApi, { namespace, labelSelector }: LogSource, since: Date): Promise<Log[]> {
  const source = `${namespace} (${labelSelector})`;
  const pods = await attempt(() => api.list('v1', 'Pod', { namespace, labelSelector }));
  if ('unavailable' in pods) {
    return [{ source, lines: [`(unavailable: ${pods.unavailable})`] }];
  }
  if (pods.value.length === 0) {
    return [{ source, lines: ['(no pod matches)'] }];
  }
  return Promise.all(pods.value.map(({ metadata }) => readPod(api, namespace, metadata.name, since)));
}

async function readPod(api: KubeApi, namespace: string, pod: string, since: Date): Promise<Log> {
  const source = `${namespace}/${pod}`;
  const log = await attempt(() => api.podLogs(namespace, pod, since));
  if ('unavailable' in log) {
    return { source, lines: [`(unavailable: ${log.unavailable})`] };
  }
  // Redacted as one text: a private key spans lines.
  const lines = redactText(log.value).split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  const left = lines.length - greatestLines;
  return { source, lines: left > 0 ? [`(${left} earlier lines left out)`, ...lines.slice(left)] : lines };
}
