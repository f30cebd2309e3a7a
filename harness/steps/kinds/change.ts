import type { ApplyStep, DeleteStep, PatchStep } from '../../scenario/steps.ts';
import { applyObjects, deleteObject, patchObject, runChange } from '../change.ts';
import { PLAIN, type StepKind } from './kind.ts';

export const applyKind: StepKind<ApplyStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe: ({ objects, backends = [] }) => {
    const made = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    return [[[...made, ...backends.map((label) => `backend ${label}`)].join(', '), '']];
  },
  backends: ({ backends = [] }) => backends,
  lateBackends: ({ backends = [] }) => backends,
  objects: ({ objects }) => objects,
  defects: ({ name, objects, backends = [] }) =>
    objects.length + backends.length === 0 ? [`applies nothing in '${name}'`] : [],
  changes: true,
  run: async (context, [step]) => [
    await runChange(context, () =>
      applyObjects(context, [...step.objects, ...(step.backends ?? []).flatMap(context.composeLate)]),
    ),
  ],
};

export const patchKind: StepKind<PatchStep> = {
  ...PLAIN,
  defects: ({ name, merge }) => (Object.keys(merge).length === 0 ? [`patches nothing in '${name}'`] : []),
  rows: ({ name }) => [{ name }],
  describe: ({ ref }) => [[ref, '']],
  refs: ({ ref }) => [ref],
  merges: ({ ref, merge }) => [{ ref, merge }],
  changes: true,
  run: async (context, [step]) => [await runChange(context, () => patchObject(context, step))],
};

export const deleteKind: StepKind<DeleteStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe: ({ ref }) => [[ref, '']],
  refs: ({ ref }) => [ref],
  changes: true,
  run: async (context, [step]) => [await runChange(context, () => deleteObject(context, step.ref))],
};
