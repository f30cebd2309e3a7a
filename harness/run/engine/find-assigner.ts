import { UnknownKindError } from '../../kube/discovery.ts';
import type { KubeApi } from '../../kube/types.ts';

/** Of OpenShift; see `oc explain securitycontextconstraints`. */
const CONSTRAINTS = { group: 'security.openshift.io', kind: 'SecurityContextConstraints' };

/** Whether the cluster gives pods their users: OpenShift's default constraint takes only those of the namespace's range. */
export async function findAssigner(api: Pick<KubeApi, 'chooseVersion'>): Promise<boolean> {
  try {
    await api.chooseVersion(CONSTRAINTS, `${CONSTRAINTS.group}/v1`);
    return true;
  } catch (error) {
    if (error instanceof UnknownKindError) return false;
    throw error;
  }
}
