import { setMaxListeners } from 'node:events';
import { isRecord } from '../common/guards.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import { linkSignal } from '../wait/link.ts';
import { type Credentials, loadCredentials } from './credentials.ts';
import { createDiscovery, listKinds, UnknownKindError } from './discovery.ts';
import { isTransient, KubeError } from './errors.ts';
import { keyOf } from './key.ts';
import { readPodLogs } from './logs.ts';
import { createRequests, type ObjectRequest, type Requests } from './requests.ts';
import { defaultTiming, type KubeTiming } from './timing.ts';
import { createTransport } from './transport.ts';
import { tryVerb } from './try-verb.ts';
import type { KubeApi } from './types.ts';
import { createObservers } from './watch/observers.ts';
import { createWriteLog } from './watch/writes.ts';

export interface KubeApiOptions {
  /** Tells the run's requests apart in the server's audit log. */
  runId: string;
  /** Ends watches and requests. Clean-up needs the API too, so this must not be the signal that stops a run. */
  signal: AbortSignal;
  timing?: Partial<KubeTiming>;
}

const fieldManager = 'gwconf';
/** https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches */
const metadataType = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/**
 * Connects to the cluster of a kubeconfig's current context; no request is sent yet. Throws UsageError where the text
 * is no kubeconfig. Requests that fail in passing (429, 502–504, connection lost, write conflict) are tried again.
 */
export async function createKubeApi(kubeconfigYaml: string, options: KubeApiOptions): Promise<KubeApi> {
  const timing = { ...defaultTiming, ...options.timing };
  // Every request and watch listens to it: a signal of our own takes more than ten listeners without a warning.
  const { signal } = linkSignal(options.signal);
  setMaxListeners(0, signal);
  const credentials = await loadCredentials(kubeconfigYaml);
  const transport = createTransport(credentials, {
    userAgent: `gwconf (run ${options.runId})`,
    timeoutMs: timing.requestMs,
  });
  return composeApi(credentials, createRequests(transport, timing, signal), timing, signal);
}

function composeApi(credentials: Credentials, requests: Requests, timing: KubeTiming, signal: AbortSignal): KubeApi {
  const discover = (path: string) => requests.send({ action: `discover ${path}`, method: 'GET', path });
  const discovery = createDiscovery(discover);
  const writes = createWriteLog();
  const observers = createObservers({ discovery, requests, writes, timing, signal });

  const apply = (object: KubeObject, options: Readonly<Record<string, string>>, user?: string): Promise<KubeObject> => {
    const key = keyOf(object);
    const { managedFields: _own, ...metadata } = object.metadata as typeof object.metadata & Record<string, unknown>;
    return requests.retry(isRetryableWrite, async () =>
      requests.object({
        verb: 'apply',
        method: 'PATCH',
        resource: await discovery.resolve(key, object.apiVersion),
        key,
        query: { fieldManager, force: 'true', fieldValidation: 'Strict', ...options },
        contentType: 'application/apply-patch+yaml',
        body: { ...object, metadata },
        ...(user === undefined ? {} : { user }),
      }),
    );
  };

  /** Sends an object as it is, and changes nothing. */
  const tryObject = (
    object: KubeObject,
    user: string | undefined,
    how: Pick<ObjectRequest, 'verb' | 'method' | 'key' | 'contentType'>,
  ): Promise<KubeObject> =>
    requests.retry(isTransient, async () =>
      requests.object({
        ...how,
        resource: await discovery.resolve(keyOf(object), object.apiVersion),
        query: { fieldManager, fieldValidation: 'Strict', dryRun: 'All' },
        body: object,
        ...(user === undefined ? {} : { user }),
      }),
    );

  return {
    async serverVersion() {
      const body = JSON.parse(await requests.send({ action: 'get /version', method: 'GET', path: '/version' }));
      return isRecord(body) && typeof body.gitVersion === 'string' ? body.gitVersion : 'unknown';
    },

    listKinds: () => listKinds(discover),

    chooseVersion: async (kind, wanted) => (await discovery.prefer(kind, wanted)).apiVersion,

    async get(key, { metadataOnly = false } = {}) {
      const resource = await discovery.resolve(key);
      const accept = metadataOnly ? metadataType : undefined;
      return requests.orMissing(requests.object({ verb: 'get', method: 'GET', resource, key, accept }));
    },

    async list(kind, query = {}) {
      const resource = await discovery.resolve(kind);
      const { objects } = await requests.list(resource, kind, query);
      return objects;
    },

    async apply(object) {
      const applied = await apply(object, {});
      writes.wrote(applied, keyOf(applied));
      return applied;
    },

    tryCreate: (object, user) =>
      tryObject(object, user, { verb: 'create', method: 'POST', key: { ...keyOf(object), name: '' } }),

    tryApply: (object, user) => apply(object, { dryRun: 'All' }, user),

    tryMerge: (object, user) =>
      tryObject(object, user, {
        verb: 'patch',
        method: 'PATCH',
        key: keyOf(object),
        contentType: 'application/merge-patch+json',
      }),

    tryVerb: (verb, object, user) =>
      requests.retry(isRetryableWrite, () => tryVerb({ discovery, requests, signal }, verb, object, user)),

    async patch(key, merge, subresource) {
      const resource = await discovery.resolve(key);
      const patched = await requests.retry(isRetryableWrite, () =>
        requests.object({
          verb: subresource ? `patch ${subresource} of` : 'patch',
          method: 'PATCH',
          resource,
          key,
          subresource,
          query: { fieldManager },
          contentType: 'application/merge-patch+json',
          body: merge,
        }),
      );
      writes.wrote(patched, key);
      return patched;
    },

    async delete(key) {
      const resource = await discovery.resolve(key);
      const answer = await requests.orMissing(requests.remove(resource, key));
      writes.deleted(key, answer);
      return answer !== undefined;
    },

    observe: (key: ObjectKey, until: AbortSignal, observeOptions): AsyncIterable<KubeObject | undefined> =>
      observers.observe(key, until, observeOptions?.every ?? false),

    observeAll: (kind, until) => observers.observeAll(kind, until),

    podLogs: (namespace, pod, since) => readPodLogs(requests, namespace, pod, since),

    close() {
      observers.close();
      credentials.close();
    },
  };
}

// A kind may be unknown for a moment after its CRD was applied; every other 409 is a lost race with a controller.
function isRetryableWrite(error: unknown): boolean {
  return (
    error instanceof UnknownKindError || isTransient(error) || (error instanceof KubeError && error.status === 409)
  );
}
