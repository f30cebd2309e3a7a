import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FetchedCrds, FetchOptions } from '../apimachinery/crds/fetch.ts';
import type { CrdSource } from '../apimachinery/crds/index.ts';
import type { ListedCrds } from '../apimachinery/crds/list.ts';
import type { GatewayApiCrds } from '../apimachinery/crds/types.ts';
import { createClosers } from './closers.ts';
import { createNetwork, type EmbeddedNetwork } from './network/index.ts';
import type { EmbeddedNode } from './node/index.ts';
import { NODE_NAME } from './node/name.ts';
import { createPodLogs, type PodLogs } from './node/pods/logs.ts';
import type { NodeRuntime } from './node/pods/runtime.ts';
import { createNodeAdmission } from './node/services/admission.ts';
import { builtInPrograms } from './programs.ts';
import type { EmbeddedCluster, EmbeddedClusterOptions, RealServer } from './types.ts';

export type { FetchedCrds, FetchOptions } from '../apimachinery/crds/fetch.ts';
export type { CrdSource } from '../apimachinery/crds/index.ts';
export type { ListedCrds } from '../apimachinery/crds/list.ts';
export { NAMED_SERVICES } from './network/index.ts';
export type { Program, ProgramContext } from './node/program.ts';
export { echoImage } from './programs.ts';
export { type ClusterThread, type ClusterThreadOptions, startClusterThread } from './thread/host.ts';
export type { EmbeddedCluster, EmbeddedClusterOptions, RealServer };

/** Brings the CRDs of a release into the cache; see crds/fetch.ts. */
export async function fetchCrds(options: FetchOptions): Promise<FetchedCrds> {
  return await (await import('../apimachinery/crds/fetch.ts')).fetchCrds(options);
}

/** CRDs that are on this machine already, for other clusters than this one; see crds/index.ts. */
export async function loadCrds(source: CrdSource): Promise<GatewayApiCrds> {
  return await (await import('../apimachinery/crds/index.ts')).loadGatewayApiCrds(source);
}

/** What a cluster's CRDs can be taken from without fetching. */
export async function listCrds(): Promise<ListedCrds[]> {
  return await (await import('../apimachinery/crds/list.ts')).listCrds();
}

/** Starts a Kubernetes cluster in this process. Rejects with one sentence, leaving nothing behind. */
export async function startEmbeddedCluster(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
  const closers = createClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.run().catch(() => {});
    throw describeFailure(error, options);
  }
}

async function start(options: EmbeddedClusterOptions, closers: ReturnType<typeof createClosers>) {
  const { signal } = options;
  signal?.throwIfAborted();
  const now = () => new Date();
  const logs = createPodLogs(now);
  const nodeLog = createNodeLog(now, options.log);
  const { realServer, onPlaceChange: onChange } = options;
  const network = await createNetwork({ mode: realServer ? 'named' : options.networkMode, onChange });
  closers.add(() => network.close());

  let node: EmbeddedNode | undefined;
  const runtime = () => {
    if (!node) throw new Error('the node has not started yet');
    return node.runtime;
  };
  const [server, { startNode }] = await Promise.all([
    realServer ?? startOwnServer(options, network, runtime, closers),
    import('./node/index.ts'),
  ]);
  const { kubeconfig, url, gatewayApi } = server;
  if (options.kubeconfigPath !== undefined) {
    const path = options.kubeconfigPath;
    closers.add(() => removeKubeconfig(path, kubeconfig));
    await writeKubeconfig(path, kubeconfig);
  }
  signal?.throwIfAborted();
  const programs = { ...builtInPrograms, ...options.programs };
  const started = await startNode({
    kubeconfig,
    network,
    programs,
    logs,
    now,
    log: nodeLog.log,
    realServer: realServer !== undefined,
  });
  node = started;
  closers.add(() => started.stop());
  signal?.throwIfAborted();
  return {
    kubeconfig,
    url,
    gatewayApi,
    network: {
      real: network.real,
      slot: network.slot,
      octet: network.octet,
      spareAddress: network.spareAddress,
    },
    dial: (address: string, port: number) => network.dial(address, port),
    podLogs: (namespace: string, pod: string, container?: string) => logs.read(namespace, pod, container) ?? '',
    collectLogs: (dir: string) => collectLogs(dir, logs, nodeLog.text()),
    stop: () => closers.run(),
  };
}

async function startOwnServer(
  options: EmbeddedClusterOptions,
  network: EmbeddedNetwork,
  runtime: () => NodeRuntime,
  closers: ReturnType<typeof createClosers>,
): Promise<RealServer> {
  // Loaded at the same time: reading the CRDs waits for the disk or the network.
  const [{ crds, ...gatewayApi }, { startApiServer }] = await Promise.all([
    import('../apimachinery/crds/index.ts').then(({ loadGatewayApiCrds }) =>
      loadGatewayApiCrds(options.crds ?? 'auto'),
    ),
    import('./apiserver/index.ts'),
  ]);
  options.signal?.throwIfAborted();
  const server = await startApiServer({
    crds,
    port: options.port ?? 0,
    // Each state that it keeps is an object and its JSON.
    historyLimit: 1000,
    admission: [createNodeAdmission(network, NODE_NAME)],
    podLogs: (namespace, pod, container, query) => runtime().readLog({ namespace, pod, container }, query),
    podRuntime: {
      exec: async (...args) => runtime().exec(...args),
      attach: async (...args) => runtime().attach(...args),
      connect: async (...args) => runtime().connect(...args),
    },
  });
  closers.add(() => server.stop());
  return { kubeconfig: server.kubeconfig, url: server.url, gatewayApi };
}

async function collectLogs(dir: string, logs: PodLogs, nodeLog: string): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const path = join(dir, 'node.log');
  await writeFile(path, nodeLog);
  return [path, ...(await logs.save(join(dir, 'pods')))];
}

const NODE_LINES_KEPT = 2000;

function createNodeLog(now: () => Date, forward: ((line: string) => void) | undefined) {
  const lines: string[] = [];
  return {
    log(line: string) {
      lines.push(`${now().toISOString()} ${line}\n`);
      if (lines.length > NODE_LINES_KEPT) lines.splice(0, NODE_LINES_KEPT / 2);
      forward?.(line);
    },
    text: () => lines.join(''),
  };
}

async function writeKubeconfig(path: string, kubeconfig: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // A file that exists keeps its mode when it is written: the token must not be readable by others.
  await rm(path, { force: true });
  await writeFile(path, kubeconfig, { mode: 0o600 });
}

/** Removes the file, unless somebody else has written it since. */
async function removeKubeconfig(path: string, kubeconfig: string): Promise<void> {
  const content = await readFile(path, 'utf8').catch(() => undefined);
  if (content === kubeconfig) await rm(path, { force: true });
}

function describeFailure(error: unknown, { port, kubeconfigPath }: EmbeddedClusterOptions): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'EADDRINUSE' && port) {
    const message = `Port ${port} of 127.0.0.1, asked for as the embedded API server's, is in use by another process`;
    return Object.assign(new Error(message, { cause: error }), { code: error.code });
  }
  if (kubeconfigPath !== undefined && 'path' in error && error.path === kubeconfigPath) {
    const message = `Could not write the kubeconfig to ${kubeconfigPath}: ${error.message}`;
    return Object.assign(new Error(message, { cause: error }), { code: error.code });
  }
  return error;
}

/** Refuses defects and variants that the reference gateway does not know. Throws one sentence. */
export async function checkReferenceSettings(settings: { faults?: string; variants?: string }): Promise<void> {
  const { checkSettings } = await import('./gateway/settings.ts');
  checkSettings(settings);
}
