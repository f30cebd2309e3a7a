import { isAbsolute } from 'node:path';
import { ProgramError, runProgram } from '../../common/exec/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { awaitGone } from '../../kube/cleanup.ts';
import { keyOf } from '../../kube/key.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { applyObjects, arrangeObjects, isGatewayApiDefinition } from '../objects.ts';
import { placeObjects } from '../place.ts';
import { parseObjects } from '../sources/documents.ts';
import { readSource } from '../sources/read-source.ts';
import type { WaitOptions } from '../workload.ts';
import { type PreparedStep, programOf, type StepTools } from './step.ts';
import type { KustomizeStep, ManifestsStep, ObjectsStep } from './types.ts';

/** Steps whose objects are known before anything is done. */
export async function prepareApply(
  step: ObjectsStep | ManifestsStep | KustomizeStep,
  tools: StepTools,
  signal: AbortSignal,
): Promise<PreparedStep> {
  const objects = await readObjects(step, tools, signal);
  return prepareObjects(objects, tools);
}

export function prepareObjects(given: readonly KubeObject[], tools: StepTools): PreparedStep {
  const objects = arrangeObjects(given, tools.runId);
  return {
    objects,
    async run(options) {
      const made: KubeObject[] = [];
      tools.onUndo('cluster', 'objects', (removal) => removeObjects(made, tools, removal));
      await applyObjects(tools.api, objects, made, options);
    },
  };
}

async function readObjects(
  step: ObjectsStep | ManifestsStep | KustomizeStep,
  { profile }: StepTools,
  signal: AbortSignal,
): Promise<KubeObject[]> {
  if (step.kind === 'objects') return [...step.objects];
  const objects =
    step.kind === 'manifests' ? await readManifests(step, signal) : await kustomize(step, profile, signal);
  return selectObjects(objects, step.namespace);
}

/** What others have written, without the Gateway API's own definitions, all in a namespace. */
export function selectObjects(objects: readonly KubeObject[], namespace?: string): KubeObject[] {
  return placeObjects(
    objects.filter((object) => !isGatewayApiDefinition(object)),
    namespace,
  );
}

async function readManifests({ sources }: ManifestsStep, signal: AbortSignal): Promise<KubeObject[]> {
  const texts = sources.map(async (source) =>
    parseObjects(await readSource(source, { signal }), source.file ?? source.url ?? ''),
  );
  return (await Promise.all(texts)).flat();
}

async function kustomize(
  { path }: KustomizeStep,
  profile: StepTools['profile'],
  signal: AbortSignal,
): Promise<KubeObject[]> {
  const build = runProgram(programOf(profile, 'kubectl'), ['kustomize', path], { signal });
  const text = await build.catch((error: unknown) => {
    // Of a folder of the user's it is the kustomization that is wrong; of a remote one it may be the network.
    const isRefused = error instanceof ProgramError && error.exitCode !== undefined && isAbsolute(path);
    throw isRefused ? new UsageError(error.message, { cause: error }) : error;
  });
  return parseObjects(text, `kubectl kustomize ${path}`);
}

/** Last first; what stands in the way is told together. */
async function removeObjects(made: KubeObject[], { api }: StepTools, options: WaitOptions): Promise<void> {
  const doomed = made.splice(0).reverse();
  const failures: string[] = [];
  const note = (error: unknown) => void failures.push(messageOf(error));
  for (const object of doomed) await api.delete(keyOf(object)).catch(note);
  const known = doomed.filter(({ metadata }) => metadata.uid !== undefined);
  await awaitGone(api, known, options).catch(note);
  if (failures.length > 0) throw new HarnessError(failures.join(' '));
}
