import { hasAddress } from '../../clusters/reach/endpoints.ts';
import { isRecord } from '../../common/guards.ts';
import { messageOf } from '../../common/message-of.ts';
import { isKind, kinds } from '../../kinds/index.ts';
import { findCondition } from '../../kube/conditions.ts';
import { compareText, describeKey, keyFor, keyOf } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { LogSource } from '../evidence/index.ts';

export interface DisturbanceQuestion {
  api: Pick<KubeApi, 'list' | 'get'>;
  /** Of the implementation. */
  sources: readonly LogSource[];
  /** Namespace of the echo pods. */
  baseNamespace: string;
  /** Of a shared Gateway, if there is one: the pods that serve it, and their neighbours, are the implementation's too. */
  gatewayAddress: string | undefined;
  /** When what failed began. */
  since: Date;
  /** When the shared Gateway was ready: what happened before, nodes that got Ready for the first time too, is over. */
  ready: Date;
}

/** What happened shortly before may still have its effect; it also makes up for clocks that differ. */
const graceMs = 15_000;
/** A ReplicaSet makes its pods at once: one that comes so much later is in the place of another. */
const replacementMs = 10_000;

/**
 * What happened to the cluster itself, so that a failure meanwhile says nothing about the implementation: a pod of it,
 * or an echo pod, restarted or was replaced, a node was not Ready, or the API server does not answer. One sentence;
 * undefined for nothing.
 */
export async function findDisturbance(question: DisturbanceQuestion): Promise<string | undefined> {
  const { api, sources, baseNamespace, gatewayAddress, since, ready } = question;
  const begin = Math.max(since.getTime() - graceMs, ready.getTime());
  try {
    const [nodes, serving] = await Promise.all([api.list(kinds.Node), findServingNamespaces(api, gatewayAddress)]);
    const namespaces = [...new Set([baseNamespace, ...serving])].map((namespace) => ({ namespace }));
    const places = [...sources.filter((source) => 'labelSelector' in source), ...namespaces];
    const pods = await Promise.all(places.map((place) => api.list(kinds.Pod, place)));
    const found = [
      ...nodes.flatMap((node) => describeNode(node, begin)),
      ...(await Promise.all(pods.flat().map((pod) => describePod(api, pod, begin)))).flat(),
    ];
    return [...new Set(found)].sort(compareText)[0];
  } catch (error) {
    return `the cluster could not be asked: ${messageOf(error)}`;
  }
}

/** Where nothing is known of the implementation but its class, the way of the traffic leads to its pods. */
async function findServingNamespaces(api: Pick<KubeApi, 'list'>, address: string | undefined): Promise<string[]> {
  if (address === undefined) return [];
  const services = (await api.list(kinds.Service)).filter((service) => hasAddress(service, address));
  return services.map(({ metadata }) => metadata.namespace ?? '');
}

function describeNode(node: KubeObject, begin: number): string[] {
  const ready = findCondition(node, 'Ready');
  if (!ready) return [];
  const changed = Date.parse(ready.lastTransitionTime ?? '');
  if (ready.status !== 'True') return [`node ${node.metadata.name} is not Ready: ${ready.message}`];
  return changed >= begin ? [`node ${node.metadata.name} was not Ready until ${ready.lastTransitionTime}`] : [];
}

async function describePod(api: Pick<KubeApi, 'get'>, pod: KubeObject, begin: number): Promise<string[]> {
  const status = isRecord(pod.status) ? pod.status : {};
  const containers = Array.isArray(status.containerStatuses) ? status.containerStatuses.filter(isRecord) : [];
  const ended = containers.flatMap(({ name, lastState, state }) => {
    const ends = [lastState, state].map((one) => (isRecord(one) ? one.terminated : undefined)).filter(isRecord);
    const late = ends.find(({ finishedAt }) => Date.parse(String(finishedAt)) >= begin);
    // A pod that is being deleted ends as it should.
    if (!late || pod.metadata.deletionTimestamp !== undefined) return [];
    return [
      `${describeKey(keyOf(pod))}: container ${String(name)} ended (${String(late.reason)}) at ${String(late.finishedAt)}`,
    ];
  });
  if (ended.length > 0) return ended;
  return (await isReplacement(api, pod, begin))
    ? [`${describeKey(keyOf(pod))} took the place of another one at ${pod.metadata.creationTimestamp}`]
    : [];
}

async function isReplacement(api: Pick<KubeApi, 'get'>, { metadata }: KubeObject, begin: number): Promise<boolean> {
  const created = Date.parse(metadata.creationTimestamp ?? '');
  const owner = metadata.ownerReferences?.find((candidate) => isKind(candidate, kinds.ReplicaSet));
  if (!owner || !(created >= begin)) return false;
  const set = await api.get(keyFor(kinds.ReplicaSet, owner.name, metadata.namespace));
  return created - Date.parse(set?.metadata.creationTimestamp ?? '') > replacementMs;
}
