import { randomInt } from 'node:crypto';
import { type NodeContext, tolerate } from '../kube/context.ts';
import type { KubeObject, OwnerReference, Pod, PodTemplate } from '../kube/objects.ts';

/**
 * Makes a pod of an owner's template. Undefined where the owner's namespace is being deleted.
 * @param name how the pod's name begins; the owner's unless told
 */
export async function createPod(
  context: NodeContext,
  reference: OwnerReference,
  { metadata: { namespace, name: ownName }, spec: { template } }: KubeObject & { spec: { template: PodTemplate } },
  name = ownName,
): Promise<Pod | undefined> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name.slice(0, 57)}-${randomSuffix()}`,
      namespace,
      labels: template.metadata?.labels,
      annotations: template.metadata?.annotations,
      ownerReferences: [reference],
    },
    spec: template.spec,
  };
  // `Forbidden`: the namespace is being deleted.
  const write = context.client.call<Pod>('POST', `/api/v1/namespaces/${namespace}/pods`, pod);
  const created = await tolerate(['Forbidden', 'NotFound'], write);
  if (created) context.caches.pods.put(created);
  return created;
}

export async function deletePod(context: NodeContext, pod: Pod): Promise<void> {
  const { namespace, name, uid } = pod.metadata;
  const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
  const answer = await tolerate(
    ['NotFound', 'Conflict'],
    context.client.call<Partial<Pod>>('DELETE', path, { preconditions: { uid } }),
  );
  // A pod that ends gracefully comes back marked; any other answer means that it is gone.
  const marked = answer?.metadata?.deletionTimestamp !== undefined && answer.metadata.uid === uid;
  if (marked) context.caches.pods.put(answer as Pod);
  else if (answer) context.caches.pods.drop(pod);
}

/** Characters that Kubernetes uses: no vowels, so that no words come out. */
const SUFFIX_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';

function randomSuffix(): string {
  return Array.from({ length: 5 }, () => SUFFIX_CHARACTERS[randomInt(SUFFIX_CHARACTERS.length)]).join('');
}
