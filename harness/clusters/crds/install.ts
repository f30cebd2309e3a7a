import { kinds } from '../../kinds/index.ts';
import { describeCondition, findCondition } from '../../kube/conditions.ts';
import { compareText, keyFor, keyOf } from '../../kube/key.ts';
import { labelObject } from '../../kube/labels.ts';
import type { KubeApi } from '../../kube/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { TimePolicy, WaitTools } from '../../wait/types.ts';
import { watchUntil } from '../../wait/watch.ts';
import type { CrdObject, CrdSet } from './types.ts';

export interface InstallCrdsOptions extends WaitTools {
  runId: string;
  policy: TimePolicy;
}

/** Whether the cluster has any CRD of the Gateway API. */
export async function hasGatewayApi(api: Pick<KubeApi, 'get'>): Promise<boolean> {
  const { group, plural } = kinds.Gateway;
  const key = keyFor(kinds.CustomResourceDefinition, `${plural}.${group}`);
  return (await api.get(key, { metadataOnly: true })) !== undefined;
}

/**
 * Applies the CRDs, labelled with the run, and waits until the API server serves them. Rejects with HarnessError that
 * names those it does not.
 */
export async function installCrds(
  api: Pick<KubeApi, 'apply' | 'observe'>,
  { crds }: Pick<CrdSet, 'crds'>,
  { runId, policy, ...tools }: InstallCrdsOptions,
): Promise<KubeObject[]> {
  const applied = await Promise.all(
    crds.map((crd) => {
      // A release's files have an empty status, which is not for us to write.
      const { status: _none, ...object }: CrdObject & { status?: unknown } = crd;
      return api.apply(labelObject({ ...addApproval(object) }, runId));
    }),
  );
  const missing = await Promise.all(applied.map((crd) => findLack(api, crd, policy, tools)));
  const told = missing.filter((text) => text !== undefined).sort(compareText);
  if (told.length > 0) {
    throw new HarnessError(
      `The API server does not serve what was installed after ${policy.timeoutMs} ms: ${told.join('; ')}.`,
    );
  }
  return applied;
}

const approval = 'api-approved.kubernetes.io';

/**
 * A real API server takes CRDs of the group only with this annotation
 * (https://github.com/kubernetes/enhancements/pull/1111); a release's have it, those made from schemas do not.
 */
function addApproval(crd: CrdObject): CrdObject {
  const { annotations } = crd.metadata;
  if (annotations?.[approval] !== undefined) return crd;
  const added = { ...annotations, [approval]: 'unapproved, made from the JSON schemas of the types' };
  return { ...crd, metadata: { ...crd.metadata, annotations: added } };
}

async function findLack(
  api: Pick<KubeApi, 'observe'>,
  crd: KubeObject,
  policy: TimePolicy,
  tools: WaitTools,
): Promise<string | undefined> {
  const { satisfied, last } = await watchUntil(
    policy,
    (signal) => api.observe(keyOf(crd), signal),
    (state) =>
      findCondition(state, 'Established')?.status === 'True'
        ? []
        : [{ path: 'status.conditions', expected: 'Established=True', observed: 'not yet' }],
    tools,
  );
  if (satisfied) return undefined;
  const seen = findCondition(last?.state, 'NamesAccepted') ?? findCondition(last?.state, 'Established');
  return `${crd.metadata.name}${seen ? ` (${describeCondition(seen)})` : ''}`;
}
