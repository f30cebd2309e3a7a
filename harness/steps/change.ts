import { isRoute } from '../kinds/index.ts';
import { describeKey } from '../kube/key.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { ApplyStep, DeleteStep, PatchStep } from '../scenario/steps.ts';
import { noteChange, type RowOutcome, type StepContext } from './context.ts';
import { resolveRef } from './refs.ts';

/** Changes the cluster's objects. Nothing is asserted; what the API server refuses is an error. */
export async function runChange(context: StepContext, step: ApplyStep | PatchStep | DeleteStep): Promise<RowOutcome> {
  const { clock } = context;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  await change(context, step);
  const durationMs = Math.round(clock.now() - started);
  return { outcome: 'passed', startedAt, durationMs, tries: 1, mismatches: [], exchanges: [] };
}

async function change(context: StepContext, step: ApplyStep | PatchStep | DeleteStep): Promise<void> {
  const { api, env, resources, state } = context;
  switch (step.kind) {
    case 'apply': {
      const objects = [...step.objects, ...(step.backends ?? []).flatMap((label) => context.composeLate(label))];
      // A route more gets to the data plane as those before it did: nothing else is known to differ.
      if (objects.every((object) => isNewRoute(object, resources))) state.changed = true;
      else noteChange(state);
      for (const object of objects) await context.create(object);
      return;
    }
    case 'patch':
      // A status that we write ourselves configures nothing.
      if (step.subresource === undefined) noteChange(state);
      await api.patch(resolveRef(step.ref, env, resources), step.merge, step.subresource);
      return;
    case 'delete': {
      noteChange(state);
      const key = resolveRef(step.ref, env, resources);
      if (!(await api.delete(key))) throw new HarnessError(`there is no ${describeKey(key)} to delete`);
    }
  }
}

function isNewRoute(object: KubeObject, resources: readonly KubeObject[]): boolean {
  const { namespace, name } = object.metadata;
  const isSame = (other: KubeObject): boolean =>
    other.kind === object.kind && other.metadata.name === name && other.metadata.namespace === namespace;
  return isRoute(object) && !resources.some(isSame);
}
