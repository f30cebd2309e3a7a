import { randomBytes } from 'node:crypto';
import { forbidden } from '../../../apimachinery/errors/status.ts';
import { ensureObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import type { AdmissionPlugin } from '../options.ts';
import type { Store } from '../store/store.ts';
import { POD_TOKEN_SECONDS } from './tokens/claims.ts';

const PODS = { group: '', plural: 'pods', kind: 'Pod' };
/** Where every client library looks for them. */
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Gives each pod its ServiceAccount, which must exist, and the volume with its token, as a real server does.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller
 */
export function createAccountAdmission(store: Store): AdmissionPlugin {
  return {
    mutateOnCreate(object) {
      if (object.kind !== 'Pod' || object.apiVersion !== 'v1') return;
      const spec = ensureObject(object, 'spec');
      const name = typeof spec.serviceAccountName === 'string' ? spec.serviceAccountName || 'default' : 'default';
      const account = findAccount(store, object, name);
      Object.assign(spec, { serviceAccountName: name, serviceAccount: name });
      const secrets = listObjects(account.imagePullSecrets);
      if (listObjects(spec.imagePullSecrets).length === 0 && secrets.length > 0) {
        spec.imagePullSecrets = secrets.map((secret) => ({ name: secret.name }));
      }
      if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) mountToken(spec);
    },
  };
}

function findAccount(store: Store, pod: KubeObject, name: string): KubeObject {
  const { namespace = '' } = pod.metadata;
  const account = store.collection('serviceaccounts').get(namespace, name);
  if (account) return account.object;
  const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
  throw forbidden(PODS, pod.metadata.name, why);
}

/** Into every container that has nothing at this path yet. */
function mountToken(spec: JsonObject): void {
  const containers = [...listObjects(spec.initContainers), ...listObjects(spec.containers)];
  const lacking = containers.filter(
    (one) => !listObjects(one.volumeMounts).some((mount) => mount.mountPath === MOUNT_PATH),
  );
  if (lacking.length === 0) return;
  const name = `kube-api-access-${randomBytes(3).toString('hex').slice(0, 5)}`;
  const fieldRef = { apiVersion: 'v1', fieldPath: 'metadata.namespace' };
  const sources = [
    { serviceAccountToken: { expirationSeconds: POD_TOKEN_SECONDS, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef }] } },
  ];
  spec.volumes = [...listObjects(spec.volumes), { name, projected: { sources, defaultMode: 0o644 } }];
  for (const container of lacking) {
    const mounts = listObjects(container.volumeMounts);
    container.volumeMounts = [...mounts, { name, readOnly: true, mountPath: MOUNT_PATH }];
  }
}
