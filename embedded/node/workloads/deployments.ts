import { createHash } from 'node:crypto';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { recordEvent } from '../kube/events.ts';
import type { Deployment, ReplicaSet } from '../kube/objects.ts';
import { controllerReference, followOwned, isControlledBy, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import { writeStatus } from '../kube/write-status.ts';
import { claimCached } from './claim.ts';
import { buildDeploymentStatus } from './deployment-status.ts';
import { planRollout, type Replicas } from './rollout.ts';

const REPLICA_SETS = ['/apis/apps/v1', 'replicasets'] as const;
const HASH_LABEL = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/** Gives each Deployment a ReplicaSet for its template, and moves replicas over when the template changes. */
export function startDeploymentController(context: NodeContext): Queue {
  const { deployments, replicaSets } = context.caches;
  const queue = createQueue(reconcile, (key, error) => context.log(`Deployment ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const deployment = deployments.get(namespace, name);
    if (!deployment || deployment.metadata.deletionTimestamp) return;
    await claimCached(context, REPLICA_SETS, replicaSets, 'Deployment', deployment);
    const owned = replicaSets.list(namespace).filter((candidate) => isControlledBy(candidate, deployment));
    const hash = hashTemplate(deployment);
    const matching = owned.find(({ metadata }) => metadata.labels?.[HASH_LABEL] === hash);
    const old = owned.filter((replicaSet) => replicaSet !== matching);
    if (!matching && deployment.spec.paused) return;
    const current = matching ?? (await createReplicaSet(context, deployment, hash, nextRevision(owned)));
    if (!current) return;
    await ensureRevision(context, current, old);
    const plan = planRollout(deployment.spec, toReplicas(current), old.map(toReplicas));
    for (const replicaSet of [current, ...old]) {
      const frozen = deployment.spec.paused && replicaSet !== current;
      if (!frozen) await scale(context, deployment, replicaSet, plan.get(replicaSet.metadata.name) ?? 0);
    }
    await forgetOld(context, deployment, old);
    const status = describeStatus(context, deployment, current.metadata.name);
    await writeStatus(context, deployments, ['/apis/apps/v1', 'deployments'], deployment, status);
  }

  deployments.onChange(({ now }) => now && queue.add(keyOf(now)));
  followOwned(replicaSets, 'Deployment', queue);
  return queue;
}

function toReplicas({ metadata, spec, status }: ReplicaSet): Replicas {
  const wanted = spec.replicas ?? 1;
  // A status that lags behind a scale-down must not count pods that are about to go.
  const available = Math.min(wanted, status?.availableReplicas ?? 0);
  return { name: metadata.name, wanted, available, present: status?.replicas ?? 0 };
}

function hashTemplate({ spec }: Deployment): string {
  return createHash('sha256').update(JSON.stringify(spec.template)).digest('hex').slice(0, 10);
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}

function nextRevision(owned: readonly ReplicaSet[]): number {
  return Math.max(0, ...owned.map(revisionOf)) + 1;
}

async function createReplicaSet(
  context: NodeContext,
  deployment: Deployment,
  hash: string,
  revision: number,
): Promise<ReplicaSet | undefined> {
  const { namespace, name } = deployment.metadata;
  const { selector, template, minReadySeconds } = deployment.spec;
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const replicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: { [REVISION]: String(revision) },
      ownerReferences: [controllerReference('apps/v1', 'Deployment', deployment)],
    },
    spec: {
      // The first one starts at full size at once; a later one grows as the rollout goes.
      replicas: revision === 1 ? (deployment.spec.replicas ?? 1) : 0,
      ...(minReadySeconds && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
  const write = context.client.call<ReplicaSet>(
    'POST',
    `/apis/apps/v1/namespaces/${namespace}/replicasets`,
    replicaSet,
  );
  const created = await tolerate(['Forbidden', 'NotFound'], write);
  if (!created) return undefined;
  context.caches.replicaSets.put(created);
  const { replicas = 1 } = created.spec;
  if (replicas > 0) tellScaling(context, deployment, created.metadata.name, 0, replicas);
  return created;
}

/** A rollback makes an old ReplicaSet the newest revision. */
async function ensureRevision(context: NodeContext, current: ReplicaSet, old: readonly ReplicaSet[]): Promise<void> {
  const newest = Math.max(0, ...old.map(revisionOf));
  if (revisionOf(current) > newest) return;
  await patch(context, current, { metadata: { annotations: { [REVISION]: String(newest + 1) } } });
}

async function scale(
  context: NodeContext,
  deployment: Deployment,
  replicaSet: ReplicaSet,
  replicas: number,
): Promise<void> {
  const before = replicaSet.spec.replicas ?? 1;
  if (before === replicas) return;
  await patch(context, replicaSet, { spec: { replicas } });
  tellScaling(context, deployment, replicaSet.metadata.name, before, replicas);
}

async function patch(context: NodeContext, replicaSet: ReplicaSet, change: object): Promise<void> {
  const { namespace, name } = replicaSet.metadata;
  const path = `/apis/apps/v1/namespaces/${namespace}/replicasets/${name}`;
  const updated = await tolerate(['NotFound'], context.client.call<ReplicaSet>('PATCH', path, change));
  if (updated) context.caches.replicaSets.put(updated);
}

function tellScaling(context: NodeContext, deployment: Deployment, name: string, from: number, to: number): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`;
  const about = { apiVersion: 'apps/v1', kind: 'Deployment' };
  recordEvent(context, about, deployment, 'Normal', 'ScalingReplicaSet', message, 'deployment-controller');
}

/** Deletes the oldest empty ReplicaSets beyond the history limit. */
async function forgetOld(context: NodeContext, deployment: Deployment, old: readonly ReplicaSet[]): Promise<void> {
  const empty = old.filter(({ spec, status }) => spec.replicas === 0 && !status?.replicas);
  const surplus = empty.length - (deployment.spec.revisionHistoryLimit ?? 10);
  const oldest = [...empty].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, surplus));
  for (const { metadata } of oldest) {
    const path = `/apis/apps/v1/namespaces/${metadata.namespace}/replicasets/${metadata.name}`;
    await tolerate(['NotFound'], context.client.call('DELETE', path));
  }
}

function describeStatus(context: NodeContext, deployment: Deployment, currentName: string): object {
  const { namespace } = deployment.metadata;
  const owned = context.caches.replicaSets.list(namespace).filter((candidate) => isControlledBy(candidate, deployment));
  return buildDeploymentStatus(deployment, currentName, owned, context.now().toISOString());
}
