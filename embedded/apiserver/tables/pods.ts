import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { formatAge, formatSince } from './text.ts';
import { makeColumns, type Printer, wide } from './types.ts';

/** What a row of a pod is made of, gathered over its containers. */
interface Summary {
  reason: string;
  ready: number;
  restarts: number;
  lastRestart: string;
}

export const podPrinter: Printer = {
  columns: makeColumns(
    ...['Name', 'Ready', 'Status', 'Restarts', 'Age'],
    ...['IP', 'Node', 'Nominated Node', 'Readiness Gates'].map(wide),
  ),
  printCells(object, now) {
    const pod = object as unknown as V1Pod;
    const { reason, ready, restarts, lastRestart } = summarize(pod);
    const since = restarts > 0 && lastRestart !== '' ? ` (${formatSince(lastRestart, now)} ago)` : '';
    const total = (pod.spec?.containers ?? []).length + (pod.spec?.initContainers ?? []).filter(isSidecar).length;
    return [
      object.metadata.name,
      `${ready}/${total}`,
      chooseStatus(object, pod, reason),
      `${restarts}${since}`,
      formatAge(object, now),
      pod.status?.podIPs?.[0]?.ip || '<none>',
      pod.spec?.nodeName || '<none>',
      pod.status?.nominatedNodeName || '<none>',
      formatGates(pod),
    ];
  },
};

function isSidecar({ restartPolicy }: { restartPolicy?: string }): boolean {
  return restartPolicy === 'Always';
}

function chooseStatus({ metadata }: KubeObject, { status }: V1Pod, reason: string): string {
  if (!metadata.deletionTimestamp) return reason;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? reason : 'Terminating';
}

function summarize(pod: V1Pod): Summary {
  const { status } = pod;
  const isGated = status?.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  const initial = isGated ? 'SchedulingGated' : (status?.reason ?? status?.phase ?? '');
  const init = summarizeInit(pod, initial);
  const initialized = status?.conditions?.some((one) => one.type === 'Initialized' && one.status === 'True');
  return init.initializing && !initialized ? init : summarizeMain(pod, init);
}

function summarizeInit(pod: V1Pod, reason: string): Summary & { initializing: boolean; sidecars: Summary } {
  const specs = pod.spec?.initContainers ?? [];
  const sidecars: Summary = { reason, ready: 0, restarts: 0, lastRestart: '' };
  const all = { ...sidecars };
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const spec = specs.find(({ name }) => name === status.name);
    addRestarts(all, status);
    if (spec && isSidecar(spec)) addRestarts(sidecars, status);
    const { terminated, waiting } = status.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (spec && isSidecar(spec) && status.started) {
      if (status.ready) sidecars.ready += 1;
      continue;
    }
    const isWaiting = waiting?.reason && waiting.reason !== 'PodInitializing';
    const why = terminated ? describeExit(terminated) : isWaiting ? waiting.reason : `${index}/${specs.length}`;
    return { ...all, ready: sidecars.ready, reason: `Init:${why}`, initializing: true, sidecars };
  }
  return { ...all, ready: sidecars.ready, initializing: false, sidecars };
}

function summarizeMain({ status }: V1Pod, { reason, sidecars }: { reason: string; sidecars: Summary }): Summary {
  const summary: Summary = { ...sidecars, reason };
  let hasRunning = false;
  for (const container of (status?.containerStatuses ?? []).toReversed()) {
    addRestarts(summary, container);
    const { waiting, terminated, running } = container.state ?? {};
    if (waiting?.reason) summary.reason = waiting.reason;
    else if (terminated) summary.reason = describeExit(terminated);
    else if (container.ready && running) {
      hasRunning = true;
      summary.ready += 1;
    }
  }
  if (summary.reason !== 'Completed' || !hasRunning) return summary;
  const isReady = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return { ...summary, reason: isReady ? 'Running' : 'NotReady' };
}

function addRestarts(summary: Summary, { restartCount, lastState }: V1ContainerStatus): void {
  summary.restarts += restartCount ?? 0;
  const finished = String(lastState?.terminated?.finishedAt ?? '');
  if (finished > summary.lastRestart) summary.lastRestart = finished;
}

function describeExit({ reason, signal, exitCode }: { reason?: string; signal?: number; exitCode: number }): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function formatGates({ spec, status }: V1Pod): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter(({ conditionType }) =>
    status?.conditions?.some((one) => one.type === conditionType && one.status === 'True'),
  );
  return `${met.length}/${gates.length}`;
}
