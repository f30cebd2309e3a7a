import { isRecord } from '../../common/guards.ts';
import { kinds } from '../../kinds/index.ts';
import { UnknownKindError } from '../../kube/discovery.ts';
import { KubeError } from '../../kube/errors.ts';
import { keyFor } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { Need } from '../../scenario/define.ts';
import { listAskedOwn, ownFeatures } from './own.ts';
import type { RunInput } from './types.ts';

/** https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/CHANGELOG/1.5-CHANGELOG.md#L25-L38 */
const POLICY = 'safe-upgrades.gateway.networking.k8s.io';

/** Why it cannot be asked what the policy that guards upgrades refuses. A cluster may do without it. */
export async function findUpgradeLacks(
  catalogue: Catalogue,
  { api, settings, gatewayApi }: Pick<RunInput, 'api' | 'settings' | 'gatewayApi'>,
): Promise<Partial<Record<Need, string>>> {
  if (!listAskedOwn(catalogue, settings.selection).has(ownFeatures.policy)) return {};
  const missing = await findMissing(api);
  const { channel } = gatewayApi;
  return {
    ...(missing === undefined ? {} : { safeUpgrades: missing }),
    ...(channel === 'standard'
      ? {}
      : { standardChannel: `the cluster's CRDs are of the channel ${channel}, in whose place any other may come` }),
  };
}

async function findMissing(api: Pick<KubeApi, 'get' | 'list'>): Promise<string | undefined> {
  const policy = await orNone(api.get(keyFor(kinds.ValidatingAdmissionPolicy, POLICY)));
  if (!policy) return `the cluster has no ValidatingAdmissionPolicy ${POLICY}`;
  const bindings = (await orNone(api.list(kinds.ValidatingAdmissionPolicyBinding))) ?? [];
  const denies = bindings.some(({ spec }) => {
    if (!isRecord(spec) || spec.policyName !== POLICY) return false;
    return Array.isArray(spec.validationActions) && spec.validationActions.includes('Deny');
  });
  return denies ? undefined : `no binding of the cluster's ValidatingAdmissionPolicy ${POLICY} denies anything`;
}

/** An API server without these kinds, or one that hides them from the run's user, has none that could be asked. */
async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof UnknownKindError || (error instanceof KubeError && error.status === 403)) return undefined;
    throw error;
  });
}
