import { randomInt } from 'node:crypto';
import { ApiError } from '../kube/client.ts';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { recordEvent } from '../kube/events.ts';
import type { KubeObject, OwnerReference, Pod, PodTemplate } from '../kube/objects.ts';
import { controllerReference } from '../kube/owners.ts';

type Owner = KubeObject & { spec: { template: PodTemplate } };

/** Who makes and deletes pods, and says so in Events of the owner. */
export interface PodMaker {
  /**
   * Makes a pod of the owner's template. Undefined where the owner's namespace is being deleted.
   * @param naming begins with the owner's name, unless told
   */
  create(owner: Owner, naming?: Naming): Promise<Pod | undefined>;
  delete(owner: KubeObject, pod: Pod): Promise<void>;
}

/** How a pod's name begins, or all of it. */
export type Naming = { begin: string; whole?: undefined } | { begin?: undefined; whole: string };

/** Sentences of the Events, of an owner and its pod's name. */
export interface PodWords {
  created(owner: KubeObject, pod: string): string;
  deleted(owner: KubeObject, pod: string): string;
  failed(owner: KubeObject, pod: string | undefined, detail: string): string;
}

const WORDS: PodWords = {
  created: (_owner, pod) => `Created pod: ${pod}`,
  deleted: (_owner, pod) => `Deleted pod: ${pod}`,
  failed: (_owner, _pod, detail) => `Error creating: ${detail}`,
};

/** @param component `job-controller` */
export function makePodMaker(
  context: NodeContext,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  component: string,
  words: PodWords = WORDS,
): PodMaker {
  const tell = (owner: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string) =>
    recordEvent(context, { apiVersion, kind }, owner, type, reason, message, component);
  const failures = new Map<string | undefined, number>();

  /** Once: the first failure is often that of a namespace so new that its ServiceAccount is yet to come. */
  function tellFailure(owner: Owner, pod: string | undefined, { detail }: ApiError): void {
    const { uid } = owner.metadata;
    const count = (failures.get(uid) ?? 0) + 1;
    failures.set(uid, count);
    // The pod's name is another one each time.
    if (count === 2) tell(owner, 'Warning', 'FailedCreate', words.failed(owner, pod, detail));
  }

  return {
    async create(owner, naming = { begin: owner.metadata.name }) {
      try {
        const pod = await createPod(context, controllerReference(apiVersion, kind, owner), owner, naming);
        failures.delete(owner.metadata.uid);
        if (pod) tell(owner, 'Normal', 'SuccessfulCreate', words.created(owner, pod.metadata.name));
        return pod;
      } catch (error) {
        if (error instanceof ApiError) tellFailure(owner, naming.whole, error);
        throw error;
      }
    },
    async delete(owner, pod) {
      await deletePod(context, pod);
      tell(owner, 'Normal', 'SuccessfulDelete', words.deleted(owner, pod.metadata.name));
    },
  };
}

async function createPod(
  context: NodeContext,
  reference: OwnerReference,
  { metadata: { namespace }, spec: { template } }: Owner,
  naming: Naming,
): Promise<Pod | undefined> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: naming.whole ?? `${naming.begin.slice(0, 57)}-${randomSuffix()}`,
      namespace,
      labels: template.metadata?.labels,
      annotations: template.metadata?.annotations,
      ownerReferences: [reference],
    },
    spec: template.spec,
  };
  try {
    const created = await context.client.call<Pod>('POST', `/api/v1/namespaces/${namespace}/pods`, pod);
    context.caches.pods.put(created);
    return created;
  } catch (error) {
    const isEnding = error instanceof ApiError && /being terminated|^namespaces "[^"]*" not found/.test(error.detail);
    if (isEnding) return undefined;
    throw error;
  }
}

async function deletePod(context: NodeContext, pod: Pod): Promise<void> {
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
