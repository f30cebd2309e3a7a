import { isRoute } from '../kinds/index.ts';
import { describeKey } from '../kube/key.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { ObjectRef } from '../scenario/refs.ts';
import type { PatchStep } from '../scenario/steps.ts';
import type { Naming, RowOutcome, StepContext, Timing } from './context.ts';
import { resolveRef } from './refs.ts';

/** What changes to the cluster's objects need. */
type Changing = Naming & Pick<StepContext, 'api' | 'create' | 'progress'>;

/** Changes the cluster's objects. Nothing is asserted; what the API server refuses is an error. */
export async function runChange({ clock }: Pick<Timing, 'clock'>, change: () => Promise<unknown>): Promise<RowOutcome> {
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  await change();
  const durationMs = Math.round(clock.now() - started);
  return { outcome: 'passed', startedAt, durationMs, tries: 1, mismatches: [], exchanges: [] };
}

export async function applyObjects(
  { create, progress, resources }: Changing,
  objects: readonly KubeObject[],
): Promise<void> {
  // A route more gets to the data plane as those before it did: nothing else is known to differ.
  progress.noteChange(!objects.every((object) => isNewRoute(object, resources)));
  for (const object of objects) await create(object);
}

export async function patchObject(
  { api, env, progress, resources }: Changing,
  { ref, merge, subresource }: Pick<PatchStep, 'ref' | 'merge' | 'subresource'>,
): Promise<KubeObject> {
  // A status that we write ourselves configures nothing.
  if (subresource === undefined) progress.noteChange(true);
  return api.patch(resolveRef(ref, env, resources), merge, subresource);
}

export async function deleteObject({ api, env, progress, resources }: Changing, ref: ObjectRef): Promise<void> {
  progress.noteChange(true);
  const key = resolveRef(ref, env, resources);
  if (!(await api.delete(key))) throw new HarnessError(`there is no ${describeKey(key)} to delete`);
}

function isNewRoute(object: KubeObject, resources: readonly KubeObject[]): boolean {
  const { namespace, name } = object.metadata;
  const isSame = (other: KubeObject): boolean =>
    other.kind === object.kind && other.metadata.name === name && other.metadata.namespace === namespace;
  return isRoute(object) && !resources.some(isSame);
}
