import { EXPERIMENTAL_GROUP, GATEWAY_GROUP, isKind, kinds, stageRank } from '../kinds/index.ts';
import { findCondition } from '../kube/conditions.ts';
import { UnknownKindError } from '../kube/discovery.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import { addLabels, implementationPart, labelObject, partLabel, runLabel } from '../kube/labels.ts';
import type { KubeApi } from '../kube/types.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import type { KindName, KubeObject } from '../scenario/kubernetes.ts';
import { watchUntil } from '../wait/watch.ts';
import type { ImplementationProfile } from './types.ts';
import { awaitWorkload, isWorkload, type WaitOptions } from './workload.ts';

/** Labels the objects as the implementation's, and puts namespaces and CRDs first. */
export function arrangeObjects(objects: readonly KubeObject[], runId: string): KubeObject[] {
  // What comes after keeps the order of its file.
  const rank = (object: KubeObject) => Math.min(stageRank(object), stageRank(kinds.CustomResourceDefinition) + 1);
  return objects
    .map((object) => addLabels(labelObject(object, runId), { [partLabel]: implementationPart }))
    .sort((left, right) => rank(left) - rank(right));
}

/** Applies the objects in order; each is noted in `made` before the request. Waits for CRDs, then for workloads. */
export async function applyObjects(
  api: KubeApi,
  objects: readonly KubeObject[],
  made: KubeObject[],
  options: WaitOptions,
): Promise<void> {
  const applied: KubeObject[] = [];
  let crds: KubeObject[] = [];
  for (const object of objects) {
    options.signal.throwIfAborted();
    if (!isCrd(object) && crds.length > 0) {
      await Promise.all(crds.map((crd) => awaitEstablished(api, crd, options)));
      crds = [];
    }
    // Noted first: an apply whose answer is lost has made the object all the same.
    const place = made.push(object) - 1;
    const answer = await api.apply(object);
    made[place] = answer;
    applied.push(answer);
    if (isCrd(object)) crds.push(answer);
  }
  await Promise.all(crds.map((crd) => awaitEstablished(api, crd, options)));
  await Promise.all(applied.filter(isWorkload).map((workload) => awaitWorkload(api, workload, options)));
}

/** What exists already belongs to somebody else: it must be neither changed nor, later, deleted. */
export async function refuseExisting(
  api: KubeApi,
  objects: readonly KubeObject[],
  profile: Pick<ImplementationProfile, 'name' | 'gatewayClass'>,
): Promise<void> {
  const found = await Promise.all(objects.map((object) => getIfServed(api, object)));
  const existing = found.find((object) => object !== undefined);
  if (existing) {
    const run = existing.metadata.labels?.[runLabel];
    const origin = run ? `was left by run ${run}` : 'was not made by gwconf';
    throw new UsageError(
      `Implementation ${profile.name} cannot be installed: ${describeKey(keyOf(existing))} exists already and ${origin}; delete it, or test what is installed with --implementation none --gateway-class ${profile.gatewayClass}.`,
    );
  }
}

/** What a release of the Gateway API consists of. */
const definitionKinds: readonly KindName[] = [
  kinds.CustomResourceDefinition,
  kinds.ValidatingAdmissionPolicy,
  kinds.ValidatingAdmissionPolicyBinding,
];

/** The Gateway API's own CRDs come with many implementations; those of the cluster are what is tested. */
export function isGatewayApiDefinition(object: KubeObject): boolean {
  const { name } = object.metadata;
  const isOfGroup = [GATEWAY_GROUP, EXPERIMENTAL_GROUP].some((group) => name.endsWith(`.${group}`));
  return isOfGroup && definitionKinds.some((kind) => isKind(object, kind));
}

function isCrd(object: KubeObject): boolean {
  return isKind(object, kinds.CustomResourceDefinition);
}

async function awaitEstablished(api: KubeApi, crd: KubeObject, { policy, ...tools }: WaitOptions): Promise<void> {
  const { satisfied } = await watchUntil(
    policy,
    (signal) => api.observe(keyOf(crd), signal),
    (state) =>
      findCondition(state, 'Established')?.status === 'True'
        ? []
        : [{ path: 'status', expected: 'Established', observed: 'not established' }],
    tools,
  );
  if (!satisfied)
    throw new HarnessError(`The CRD ${crd.metadata.name} was not established within ${policy.timeoutMs} ms.`);
}

// A kind that the server does not know yet may be defined by an object applied before.
async function getIfServed(api: KubeApi, object: KubeObject): Promise<KubeObject | undefined> {
  try {
    return await api.get(keyOf(object));
  } catch (error) {
    if (error instanceof UnknownKindError) return undefined;
    throw error;
  }
}
