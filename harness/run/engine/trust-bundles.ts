import { kinds } from '../../kinds/index.ts';
import { UnknownKindError } from '../../kube/discovery.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Need } from '../../scenario/define.ts';

/**
 * ClusterTrustBundles are served where the feature gate of that name is open.
 * https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#cluster-trust-bundles
 */
export async function findTrustBundleLack(api: Pick<KubeApi, 'chooseVersion'>): Promise<Partial<Record<Need, string>>> {
  const { group, kind } = kinds.ClusterTrustBundle;
  try {
    await api.chooseVersion({ group, kind }, `${group}/v1beta1`);
    return {};
  } catch (error) {
    if (!(error instanceof UnknownKindError)) throw error;
    return { trustBundles: `the cluster does not serve ${kind} (${group}), whose feature gate has that name` };
  }
}
