import { setMaxListeners } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunProgram } from '../../common/exec/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { makeFolder } from '../../common/state/folders.ts';
import { isAlive, type RunRecord, removeRunRecord } from '../../common/state/runs.ts';
import { describeKey, keyOf } from '../../kube/key.ts';
import type { KubeconfigChoice } from '../../kube/kubeconfig.ts';
import { toLabelValue } from '../../kube/labels.ts';
import type { KubeApi } from '../../kube/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { TimePolicy, WaitTools } from '../../wait/types.ts';
import type { ContainerRuntime } from '../containers/index.ts';
import type { Kind } from '../kind/index.ts';
import { deleteKindCluster, findStrayAddresses, inspectMadeCluster, removeAddresses } from './kind-cluster.ts';
import { findLeftovers, type Leftovers } from './leftovers.ts';
import { removeLeftovers } from './remove.ts';

export interface CleanupRequest {
  /** A cluster to look through, whichever machine its runs were on. */
  cluster?: KubeconfigChoice;
  /** Only this run; also one that this machine knows nothing of. */
  run?: string;
  /** Also what was kept on purpose. */
  kept: boolean;
  /** Look for `run` no more, since its cluster is gone for good. Nothing is removed but the note of it. */
  forget?: boolean;
  /** Say what would be removed, and remove nothing. */
  dryRun: boolean;
}

export interface CleanupTools extends WaitTools {
  records: readonly RunRecord[];
  findRuntime(): Promise<ContainerRuntime>;
  createKind(runtime: ContainerRuntime): Kind;
  chooseKubeconfig(choice: KubeconfigChoice): Promise<{ text: string }>;
  connect(kubeconfig: string, signal: AbortSignal): Promise<KubeApi>;
  run: RunProgram;
  policy: TimePolicy;
  /** One line about what was, or would be, done. */
  tell(line: string): void;
}

/** Removes what killed runs left, and nothing else. Gives what stands in the way, one sentence each. */
export async function cleanUp(request: CleanupRequest, tools: CleanupTools): Promise<string[]> {
  const problems: string[] = [];
  // Every object that is waited for listens.
  setMaxListeners(0, tools.signal);
  const attempt = async (what: string, work: () => Promise<string[]>): Promise<void> => {
    try {
      problems.push(...(await work()));
    } catch (error) {
      tools.signal.throwIfAborted();
      problems.push(`${what}: ${messageOf(error)}`);
    }
  };
  for (const record of tools.records) {
    if (request.run !== undefined && record.runId !== request.run) continue;
    if (isSpared(record, request, tools)) continue;
    if (request.forget) await forgetRecord(record, request, tools);
    else await attempt(`run ${record.runId}`, () => cleanRecord(record, request, tools));
  }
  const { cluster } = request;
  if (cluster) await attempt('the cluster', () => cleanCluster(cluster, request, tools));
  return problems;
}

function isSpared(record: RunRecord, { kept }: CleanupRequest, { tell }: CleanupTools): boolean {
  if (record.kept && !kept) tell(`run ${record.runId} was kept: --kept removes it, too`);
  else if (!record.kept && isAlive(record)) tell(`run ${record.runId} is going on (process ${record.pid}): left alone`);
  else return false;
  return true;
}

async function forgetRecord(record: RunRecord, { dryRun }: CleanupRequest, { tell }: CleanupTools): Promise<void> {
  const { place, runId } = record;
  const where = 'kind' in place ? `kind cluster ${place.kind}` : `context ${place.context}`;
  tell(`run ${runId}: ${dryRun ? 'would forget' : 'forgot'} that it was in ${where}; nothing was removed there`);
  if (!dryRun) await removeRunRecord(record);
}

async function cleanRecord(record: RunRecord, request: CleanupRequest, tools: CleanupTools): Promise<string[]> {
  const { place, runId } = record;
  const { dryRun } = request;
  const problems: string[] = [];
  if (!('kind' in place)) {
    try {
      const { text } = await tools.chooseKubeconfig({ path: place.kubeconfig, context: place.context });
      problems.push(
        ...(await cleanObjects(text, `context ${place.context}`, (id) => id === toLabelValue(runId), request, tools)),
      );
    } catch (error) {
      tools.signal.throwIfAborted();
      const why = messageOf(error);
      throw new HarnessError(
        `${why}; where context ${place.context} is gone for good: gwconf cleanup --run ${runId} --forget`,
      );
    }
  } else {
    const runtime = await tools.findRuntime();
    const kind = tools.createKind(runtime);
    const exists = (await kind.getClusters()).includes(place.kind);
    if (place.made) {
      const state = await awaitMadeCluster(record, place, runtime, tools);
      if (state === 'coming') {
        tools.tell(
          `run ${runId} was killed before its kind cluster ${place.kind} was made: look again in some minutes`,
        );
        return [];
      }
      if (state === 'own') {
        tools.tell(`run ${runId}: ${dryRun ? 'would delete' : 'deleting'} the kind cluster ${place.kind}`);
        if (!dryRun) await deleteKindCluster(kind, place.kind);
      }
    } else if (exists) {
      const text = await kind.getKubeconfig(place.kind);
      const where = `kind cluster ${place.kind}`;
      problems.push(...(await cleanObjects(text, where, (id) => id === toLabelValue(runId), request, tools)));
      await cleanAddresses(text, place.kind, runtime, kind, request, tools);
    }
  }
  if (problems.length === 0 && !dryRun) await removeRunRecord(record);
  return problems;
}

/** A node that docker was asked for before the run was killed is there in a moment. */
async function awaitMadeCluster(
  record: RunRecord,
  place: Extract<RunRecord['place'], { kind: string }>,
  runtime: ContainerRuntime,
  { clock, signal }: CleanupTools,
): Promise<Awaited<ReturnType<typeof inspectMadeCluster>>> {
  for (let look = 1; ; look += 1) {
    const state = await inspectMadeCluster(record, place, runtime, clock.date());
    if (state !== 'coming' || look === greatestLooks) return state;
    await clock.sleep(lookMs, signal);
  }
}

/** A cluster that the user named: runs of other machines may be going on in it. */
async function cleanCluster(choice: KubeconfigChoice, request: CleanupRequest, tools: CleanupTools): Promise<string[]> {
  const { text } = await tools.chooseKubeconfig(choice);
  const known = new Map(tools.records.map((record) => [toLabelValue(record.runId), record]));
  const wanted = (runId: string): boolean => {
    if (request.run !== undefined) return runId === toLabelValue(request.run);
    const record = known.get(runId);
    if (record) return !isSpared(record, request, tools);
    tools.tell(`run ${runId} was not of this machine and may be going on: --run ${runId} removes it`);
    return false;
  };
  return cleanObjects(text, 'the cluster', wanted, request, tools);
}

async function cleanObjects(
  kubeconfig: string,
  where: string,
  wanted: (runId: string) => boolean,
  request: CleanupRequest,
  tools: CleanupTools,
): Promise<string[]> {
  return withApi(kubeconfig, tools, async (api, kubeconfigPath) => {
    const problems: string[] = [];
    for (const leftovers of (await findLeftovers(api)).filter(({ runId }) => wanted(runId))) {
      tools.tell(describeLeftovers(leftovers, where, request.dryRun));
      if (request.dryRun) continue;
      problems.push(...(await removeLeftovers(leftovers.objects, { ...tools, api, kubeconfigPath })));
    }
    return problems;
  });
}

async function cleanAddresses(
  kubeconfig: string,
  cluster: string,
  runtime: ContainerRuntime,
  kind: Kind,
  { dryRun }: CleanupRequest,
  tools: CleanupTools,
): Promise<void> {
  // A run that goes on may have put an address there that no Service has yet.
  const isBusy = tools.records.some((other) => 'kind' in other.place && other.place.kind === cluster && isAlive(other));
  if (isBusy) return;
  const nodes = await kind.getNodes(cluster);
  const stray = await withApi(kubeconfig, tools, (api) => findStrayAddresses(api, runtime, nodes));
  if (stray.size === 0) return;
  const list = [...stray.keys()].join(', ');
  tools.tell(`kind cluster ${cluster}: ${dryRun ? 'would take' : 'taking'} ${list} from its nodes`);
  if (!dryRun) await removeAddresses(runtime, stray);
}

async function withApi<T>(
  kubeconfig: string,
  tools: CleanupTools,
  work: (api: KubeApi, kubeconfigPath: string) => Promise<T>,
): Promise<T> {
  const connection = new AbortController();
  const folder = await makeFolder('cleanup');
  const kubeconfigPath = join(folder, 'kubeconfig');
  await writeFile(kubeconfigPath, kubeconfig, { mode: 0o600 });
  const api = await tools.connect(kubeconfig, connection.signal);
  try {
    return await work(api, kubeconfigPath);
  } finally {
    api.close();
    connection.abort();
    await rm(folder, { recursive: true, force: true });
  }
}

const greatestLooks = 6;
const lookMs = 1_000;
const greatestNames = 8;

function describeLeftovers({ runId, objects }: Leftovers, where: string, dryRun: boolean): string {
  const names = objects.slice(0, greatestNames).map((object) => describeKey(keyOf(object)));
  const more = objects.length > names.length ? ` and ${objects.length - names.length} more` : '';
  return `run ${runId}: ${dryRun ? 'would remove' : 'removing'} from ${where}: ${names.join(', ')}${more}`;
}
