import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../common/message-of.ts';
import { makeFolder } from '../../../common/state/folders.ts';
import { type RunRecord, removeRunRecord, writeRunRecord } from '../../../common/state/runs.ts';
import { UsageError } from '../../../scenario/errors.ts';
import type { ContainerRuntime } from '../../containers/index.ts';
import { isNameTaken, type Kind } from '../../kind/index.ts';
import { defaultKindConfig, readKindConfig } from './config.ts';
import type { KindOptions } from './options.ts';

const lateLooks = 4;
const latePauseMs = 700;

/** A kind cluster that runs. */
export interface KindCluster {
  name: string;
  /** Names of the nodes' containers, which are the nodes' names too. */
  nodes: readonly string[];
  kubeconfig: string;
  /** This run made it, so it may delete it. */
  made: boolean;
  /** Deletes it where this run made it; otherwise notes that the run left nothing in it. */
  release(): Promise<void>;
  /** Notes that it is left on purpose. */
  keep(): Promise<void>;
}

/**
 * Finds the cluster of the name that the user gave, or makes one. What fails half-way is deleted again. Throws UsageError where
 * the cluster must be there already and is not.
 */
export async function ensureCluster(
  kind: Kind,
  runtime: ContainerRuntime,
  options: KindOptions,
  signal: AbortSignal,
): Promise<KindCluster> {
  const known = await kind.getClusters(signal);
  if (options.name !== undefined && known.includes(options.name)) {
    return findCluster(kind, runtime, options, options.name, signal);
  }
  if (options.installed !== undefined) refuseNewCluster(options.installed, options.name, known);
  return createCluster(kind, runtime, options, options.name ?? chooseName(options.runId, known), signal);
}

function refuseNewCluster(implementation: string, name: string | undefined, known: readonly string[]): never {
  const found = known.length > 0 ? `there are ${known.join(', ')}` : 'there is none';
  const missing = name === undefined ? '--kind-name names no cluster' : `there is no kind cluster ${name}`;
  throw new UsageError(
    `--no-install says that ${implementation} is installed already, and ${missing}: name one that runs (${found}), or leave --no-install out`,
  );
}

async function findCluster(
  kind: Kind,
  runtime: ContainerRuntime,
  options: KindOptions,
  name: string,
  signal: AbortSignal,
): Promise<KindCluster> {
  options.log?.(`using the kind cluster ${name}, which will be left as it is`);
  const [kubeconfig, nodes] = await Promise.all([kind.getKubeconfig(name, signal), kind.getNodes(name, signal)]);
  const record = createRecord(runtime, options, { name, made: false });
  await writeRunRecord(record);
  return {
    name,
    nodes,
    kubeconfig,
    made: false,
    release: () => removeRunRecord(record),
    keep: () => writeRunRecord({ ...record, kept: true }),
  };
}

function createRecord(
  runtime: ContainerRuntime,
  { runId, clock }: KindOptions,
  { name, made }: { name: string; made: boolean },
): RunRecord {
  const place = { kind: name, runtime: runtime.program, made, containers: [] };
  return { runId, pid: process.pid, startedAt: clock.date().toISOString(), kept: false, place };
}

/** A run with the seed of an earlier one, whose cluster was kept, has the same id. */
function chooseName(runId: string, known: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? runId : `${runId}-${number}`;
    if (!known.includes(name)) return name;
  }
}

async function createCluster(
  kind: Kind,
  runtime: ContainerRuntime,
  options: KindOptions,
  name: string,
  signal: AbortSignal,
): Promise<KindCluster> {
  const { image, log, clock } = options;
  const config = await readKindConfig(options.config ?? defaultKindConfig);
  const folder = await makeFolder('kind');
  const kubeconfigPath = join(folder, 'kubeconfig');
  let record = createRecord(runtime, options, { name, made: true });
  const label = `io.x-k8s.kind.cluster=${name}`;
  /** @param looks how often to look for nodes that docker was asked for before kind was ended, and made after that */
  const remove = async (looks: number): Promise<void> => {
    // Not with the run's signal: this is what has to be done after it.
    await kind.delete(name, kubeconfigPath);
    for (let look = 0; look < looks; look += 1) {
      await clock.sleep(latePauseMs, new AbortController().signal);
      if ((await runtime.listContainers(label)).length > 0) await kind.delete(name, kubeconfigPath);
    }
    await removeRunRecord(record);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // Before the cluster: a run that is killed meanwhile leaves at least this.
    await writeRunRecord(record);
    log?.(`creating the kind cluster ${name}`);
    await kind.create({ name, config, image, kubeconfigPath, signal });
    const found = await runtime.listContainers(label, signal);
    record = { ...record, place: { ...record.place, containers: found.map(({ id }) => id) } };
    await writeRunRecord(record);
    const [kubeconfig, nodes] = await Promise.all([kind.getKubeconfig(name, signal), kind.getNodes(name, signal)]);
    await rm(folder, { recursive: true, force: true });
    return {
      name,
      nodes,
      kubeconfig,
      made: true,
      release: () => remove(0),
      keep: () => writeRunRecord({ ...record, kept: true }),
    };
  } catch (error) {
    // Somebody else was faster with this name: that cluster is not ours to delete.
    if (isNameTaken(error)) {
      await removeRunRecord(record);
      throw error;
    }
    await remove(signal.aborted ? lateLooks : 0).catch((problem: unknown) => log?.(messageOf(problem)));
    throw error;
  }
}
