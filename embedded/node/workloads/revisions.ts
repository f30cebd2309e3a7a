import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type NodeContext, tolerate } from '../kube/context.ts';
import type { KubeObject, LabelSelector, PodTemplate } from '../kube/objects.ts';
import { controllerReference, isControlledBy } from '../kube/owners.ts';
import type { ControllerRevision } from '../kube/sets.ts';
import { claimObjects } from './claim.ts';

/** On pods: which revision they were made of. */
export const REVISION_LABEL = 'controller-revision-hash';

const REVISIONS = ['/apis/apps/v1', 'controllerrevisions'] as const;

type Owner = KubeObject & {
  spec: { selector: LabelSelector; template: PodTemplate; revisionHistoryLimit?: number };
};

export interface Revisions {
  /** Oldest first. */
  all: readonly ControllerRevision[];
  /** That of the present template. */
  update: ControllerRevision;
}

/** Undefined where the owner's namespace is being deleted. */
export async function ensureRevisions(
  context: NodeContext,
  kind: string,
  owner: Owner,
): Promise<Revisions | undefined> {
  const { items } = await context.client.call<{ items: ControllerRevision[] }>('GET', pathOf(owner));
  const claimed: ControllerRevision[] = [];
  await claimObjects(context, REVISIONS, kind, owner, items, (revision) => claimed.push(revision));
  const owned = [
    ...items.filter(({ metadata }) => !claimed.some((one) => one.metadata.uid === metadata.uid)),
    ...claimed,
  ]
    .filter((revision) => isControlledBy(revision, owner))
    .sort((a, b) => a.revision - b.revision);
  const newest = owned.at(-1)?.revision ?? 0;
  const same = owned.find((revision) => isDeepStrictEqual(templateOf(revision), owner.spec.template));
  if (!same) {
    const update = await createRevision(context, kind, owner, newest + 1);
    return update && { all: [...owned, update], update };
  }
  // A rollback makes an old revision the newest.
  const update = same.revision === newest ? same : await renumber(context, same, newest + 1);
  return { all: [...owned.filter((revision) => revision !== same), update], update };
}

/** Deletes the oldest revisions beyond the history limit; those in use do not count. */
export async function forgetRevisions(
  context: NodeContext,
  owner: Owner,
  { all }: Revisions,
  used: ReadonlySet<string>,
): Promise<void> {
  const idle = all.filter(({ metadata }) => !used.has(metadata.name));
  const surplus = idle.slice(0, Math.max(0, idle.length - (owner.spec.revisionHistoryLimit ?? 10)));
  for (const { metadata } of surplus) {
    await tolerate(['NotFound'], context.client.call('DELETE', `${pathOf(owner)}/${metadata.name}`));
  }
}

/** The template as it stood in the owner. */
export function templateOf({ data }: ControllerRevision): PodTemplate {
  const { $patch, ...template } = data.spec.template;
  return template;
}

/** `a1b2c3d4e5` of `NAME-a1b2c3d4e5`. */
export function hashOf({ metadata }: ControllerRevision): string {
  return metadata.name.slice(metadata.name.lastIndexOf('-') + 1);
}

async function createRevision(
  context: NodeContext,
  kind: string,
  owner: Owner,
  revision: number,
): Promise<ControllerRevision | undefined> {
  const { name, namespace, uid } = owner.metadata;
  const { template } = owner.spec;
  // With the owner's uid: one of another kind, or one that is gone, may have had this name and this template.
  const hash = createHash('sha256')
    .update(JSON.stringify([uid, template]))
    .digest('hex')
    .slice(0, 10);
  const object = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...template.metadata?.labels, [REVISION_LABEL]: hash },
      ownerReferences: [controllerReference('apps/v1', kind, owner)],
    },
    // kubectl rollout undo sends this as a patch: the template as a whole.
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision,
  };
  return tolerate(['Forbidden', 'NotFound'], context.client.call<ControllerRevision>('POST', pathOf(owner), object));
}

async function renumber(
  context: NodeContext,
  revision: ControllerRevision,
  number: number,
): Promise<ControllerRevision> {
  const path = `${pathOf(revision)}/${revision.metadata.name}`;
  return context.client.call<ControllerRevision>('PATCH', path, { revision: number });
}

function pathOf({ metadata }: KubeObject): string {
  return `/apis/apps/v1/namespaces/${metadata.namespace}/controllerrevisions`;
}
