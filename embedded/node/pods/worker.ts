import { messageOf } from '../../../apimachinery/errors/message-of.ts';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { recordEvent } from '../kube/events.ts';
import type { Container, Pod, PodStatus } from '../kube/objects.ts';
import { makePodConfig } from '../kube/pod-config.ts';
import { makeCommandProgram } from './command-program.ts';
import type { CommandContainer } from './commands.ts';
import { createComplaints } from './complaints.ts';
import { ConfigError } from './config-error.ts';
import { type ContainerRun, type ContainerView, runContainer } from './container.ts';
import { resolveEnvironment } from './environment.ts';
import { describeUnavailable, findProgram, type Programs } from './images.ts';
import { chooseRestartPolicy, listDue, listIdleSidecars } from './init.ts';
import type { PodLogs } from './logs.ts';
import { waitUntil } from './onlookers.ts';
import { createOutbound } from './outbound.ts';
import type { RunningContainer } from './runtime.ts';
import { buildPodStatus } from './status.ts';
import { needsTokens, requestTokens } from './tokens.ts';
import { type FileSources, findMountFault, resolveFiles } from './volumes.ts';

export interface PodWorkerOptions {
  context: NodeContext;
  programs: Programs;
  logs: PodLogs;
  backOffMs: number;
}

export interface PodWorker {
  /** A container that runs now. */
  findRunning(container: string): RunningContainer | undefined;
  /** Tries again to start what waited for a Secret or a ConfigMap. */
  retryWaiting(): void;
  /** Ends the containers, then gives the address back. May be called twice. */
  stop(): Promise<void>;
}

/** Gathers the changes of a start into one write of the status: containers are up within a few milliseconds. */
const STATUS_DELAY_MS = 2;
const RETRY_STATUS_MS = 250;
const RETRY_TOKENS_MS = 1000;
/** Reasons that go away when a Secret or a ConfigMap comes. */
const CURABLE = ['ContainerCreating', 'CreateContainerConfigError'];

/** Runs one pod: its address, its containers and its status. */
export function startPodWorker(pod: Pod, options: PodWorkerOptions): PodWorker {
  const { context, programs, logs } = options;
  const { namespace = '', name, uid = '' } = pod.metadata;
  const ip = context.network.allocate('pod');
  const startTime = context.now().toISOString();
  const runs = new Map<string, ContainerRun>();
  /** What commands find in the containers that have been started. */
  const found = new Map<string, CommandContainer>();
  const onlookers = new Set<() => void>();
  const waiting = new Map<string, ContainerView>();
  let written: PodStatus | undefined = pod.status;
  let timer: NodeJS.Timeout | undefined;
  let writing = false;
  let stopping: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let sources: FileSources | undefined;
  const complaints = createComplaints(tell);

  /** Containers start with the pod's tokens at hand. */
  async function start(): Promise<void> {
    const readToken = needsTokens(pod) ? await requestTokens(context, pod).catch(describeNoToken) : () => '';
    if (stopping) return;
    if (typeof readToken === 'string') {
      for (const container of listDue(pod, viewAll())) wait(container, 'CreateContainerConfigError', readToken);
      retry = setTimeout(() => void start(), RETRY_TOKENS_MS);
      return;
    }
    sources = { caches: context.caches, pod, ip, readToken };
    startDue();
  }

  /** Starts what is due and does not run, once all volumes are there, as kubelet has it. */
  function startDue(): void {
    if (!sources || stopping) return;
    const due = listDue(pod, viewAll()).filter(({ name: container }) => !runs.has(container) && !isStuck(container));
    if (due.length === 0) return;
    const fault = findMountFault(sources);
    if (fault !== undefined) {
      complaints.raise('volumes', 'FailedMount', fault);
      for (const container of due) wait(container, 'ContainerCreating', fault);
      return;
    }
    complaints.withdraw('volumes');
    for (const container of due) startContainer(container, sources);
  }

  /** Sidecars end after everything else has. */
  function endSidecars(): void {
    for (const { name: sidecar } of listIdleSidecars(pod, viewAll())) {
      if ('running' in (runs.get(sidecar)?.view().state ?? {}))
        void runs
          .get(sidecar)
          ?.stop()
          .then(() => scheduleStatus());
    }
  }

  function viewAll(): Map<string, ContainerView> {
    return new Map([...waiting, ...[...runs].map(([key, run]) => [key, run.view()] as const)]);
  }

  /** Waits for what no Secret and no ConfigMap will bring. */
  function isStuck(container: string): boolean {
    const state = waiting.get(container)?.state;
    return state !== undefined && 'waiting' in state && !CURABLE.includes(state.waiting.reason);
  }

  function describeNoToken(error: unknown): string {
    const account = `${namespace}/${pod.spec.serviceAccountName ?? 'default'}`;
    return `no token of ServiceAccount ${account}: ${messageOf(error)}`;
  }

  function startContainer(container: Container, sources: FileSources): void {
    const image = container.image ?? '';
    const program = findProgram(programs, image);
    if (!program) {
      const message = describeUnavailable(programs, image);
      // Kubelet's word for what is absent and will not be pulled.
      wait(container, 'ErrImageNeverPull', message);
      tell('Failed', message);
      return;
    }
    try {
      const files = resolveFiles(sources, container);
      const { command, ...resolved } = resolveEnvironment(context.caches, pod, container, ip);
      const connect = createOutbound(context, { namespace, ip });
      const { commands } = program;
      const inside = { hostname: name, env: resolved.env, files, connect, ...(commands ? { commands } : {}) };
      const run = runContainer({
        program: command.length > 0 ? makeCommandProgram([...command, ...resolved.args], inside) : program,
        restartPolicy: chooseRestartPolicy(pod, container),
        backOffMs: options.backOffMs,
        now: context.now,
        onChange: () => {
          scheduleStatus();
          tellBackOff(container.name);
          for (const look of onlookers) look();
          // The run that tells of its start is not entered yet.
          if (pod.spec.initContainers) queueMicrotask(goOn);
        },
        context: {
          pod: { name, namespace, uid, ip, labels: pod.metadata.labels ?? {} },
          container: { name: container.name, image, ...resolved },
          files,
          network: context.network,
          connect,
          kubeconfig: makePodConfig(context.client, files),
          log: (line) => logs.append(namespace, name, container.name, line),
        },
      });
      waiting.delete(container.name);
      complaints.withdraw(container.name);
      runs.set(container.name, run);
      tell('Started', `Started container ${container.name}`, 'Normal');
      found.set(container.name, inside);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      wait(container, 'CreateContainerConfigError', error.message);
      complaints.raise(container.name, 'Failed', `Error: ${error.message}`);
    }
  }

  function goOn(): void {
    startDue();
    endSidecars();
  }

  function tell(reason: string, message: string, type: 'Normal' | 'Warning' = 'Warning'): void {
    recordEvent(context, { apiVersion: 'v1', kind: 'Pod' }, pod, type, reason, message);
  }

  function tellBackOff(container: string): void {
    const state = runs.get(container)?.view().state;
    if (!state || !('waiting' in state) || state.waiting.reason !== 'CrashLoopBackOff') return;
    const message = `Back-off restarting failed container ${container} in pod ${name}_${namespace}(${uid})`;
    complaints.raise(container, 'BackOff', message);
  }

  function wait({ name }: Container, reason: string, message: string): void {
    waiting.set(name, { state: { waiting: { reason, message } }, ready: false, restartCount: 0 });
    scheduleStatus();
  }

  function scheduleStatus(delay = STATUS_DELAY_MS): void {
    if (timer === undefined && !stopping) timer = setTimeout(() => void writeStatus(), delay);
  }

  async function writeStatus(): Promise<void> {
    timer = undefined;
    // The write that runs schedules another one when something changed meanwhile.
    if (writing || stopping) return;
    const now = context.now().toISOString();
    const status = buildPodStatus({ pod, ip, startTime, now, views: viewAll(), previous: written });
    if (JSON.stringify(status) === JSON.stringify(written)) return;
    writing = true;
    try {
      const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
      const patch = { metadata: { uid }, status };
      const updated = await tolerate(['NotFound', 'Conflict'], context.client.call<Pod>('PATCH', path, patch));
      written = status;
      if (updated) context.caches.pods.put(updated);
      writing = false;
      scheduleStatus(0);
    } catch (error) {
      writing = false;
      if (stopping) return;
      context.log(`Could not write the status of pod ${namespace}/${name}: ${String(error)}`);
      scheduleStatus(RETRY_STATUS_MS);
    }
  }

  void start();
  return {
    findRunning(container) {
      const isRunning = () => 'running' in (runs.get(container)?.view().state ?? {}) && !stopping;
      const inside = isRunning() ? found.get(container) : undefined;
      return inside && { ...inside, whenEnded: (signal) => waitUntil(() => !isRunning(), onlookers, signal) };
    },
    retryWaiting: startDue,
    stop() {
      stopping ??= Promise.all([...runs.values()].map((run) => run.stop())).then(() => context.network.release(ip));
      clearTimeout(timer);
      clearTimeout(retry);
      complaints.stop();
      for (const look of onlookers) look();
      return stopping;
    },
  };
}
