import { isRecord } from '../common/guards.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { AccessVerb } from '../scenario/steps.ts';
import { type Discovery, pathOf } from './discovery.ts';
import { KubeError } from './errors.ts';
import { describeKey, keyOf } from './key.ts';
import type { ObjectRequest, Requests } from './requests.ts';
import type { ApiRequest } from './transport.ts';

interface Means {
  discovery: Discovery;
  requests: Requests;
  signal: AbortSignal;
}

const DRY = { dryRun: 'All' };
const MERGE = 'application/merge-patch+json';
/** Of objects that nobody has: what would be deleted with a collection, and what a patch would give. */
const TRIED = 'gwconf.dev/tried';

type Sent = Pick<ApiRequest, 'method'> & Partial<Pick<ApiRequest, 'query' | 'contentType' | 'body'>>;

/** What is sent to the object itself, or to the collection that it is of. */
const TO_OBJECT: Readonly<Partial<Record<AccessVerb, Sent>>> = {
  get: { method: 'GET' },
  patch: { method: 'PATCH', query: DRY, contentType: MERGE, body: { metadata: { labels: { [TRIED]: 'yes' } } } },
  'patch status': { method: 'PATCH', query: DRY, contentType: MERGE, body: {} },
  delete: { method: 'DELETE', query: DRY },
};
const TO_COLLECTION: Readonly<Partial<Record<AccessVerb, Sent>>> = {
  list: { method: 'GET', query: { limit: '1' } },
  'list all': { method: 'GET', query: { limit: '1' } },
  deletecollection: { method: 'DELETE', query: { ...DRY, labelSelector: TRIED } },
};

/** Sends what needs the verb, once, as that user. Throws KubeError where it is refused. */
export async function tryVerb(means: Means, verb: AccessVerb, object: KubeObject, user: string): Promise<void> {
  const { requests, discovery } = means;
  const key = keyOf(object);
  const resource = await discovery.resolve(key, object.apiVersion);
  const action = `${verb} ${describeKey(key)}`;
  const direct = TO_OBJECT[verb] ?? TO_COLLECTION[verb];
  if (direct) {
    const place: ObjectKey = {
      ...key,
      ...(TO_COLLECTION[verb] && { name: '' }),
      ...(verb === 'list all' && { namespace: '' }),
    };
    const path = pathOf(resource, place, verb === 'patch status' ? 'status' : undefined);
    await requests.send({ action, path, user, ...direct });
    return;
  }
  const common = { verb, resource, query: DRY, user } satisfies Partial<ObjectRequest>;
  if (verb === 'create') {
    const body = { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-tried` } };
    await requests.object({ ...common, method: 'POST', key: { ...key, name: '' }, body });
  } else if (verb === 'update') {
    const body = await requests.object({ verb: 'get', method: 'GET', resource, key });
    await requests.object({ ...common, method: 'PUT', key, body });
  } else if (verb === 'watch') {
    const query = { watch: 'true', timeoutSeconds: '1' };
    const path = pathOf(resource, { ...key, name: '' });
    const stream = await means.requests.open({ action, method: 'GET', path, query, user }, means.signal);
    stream.destroy();
  } else await reviewVerb(means, verb, key, resource.plural, user);
}

/** What no request tries without doing it: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
async function reviewVerb(
  { requests, discovery }: Means,
  verb: string,
  { group, name, namespace }: ObjectKey,
  resource: string,
  user: string,
): Promise<void> {
  const review = { group: 'authorization.k8s.io', kind: 'SelfSubjectAccessReview' };
  const { apiVersion, ...of } = await discovery.resolve(review);
  const path = pathOf({ apiVersion, ...of }, { ...review, namespace: '', name: '' });
  const resourceAttributes = { group, resource, verb, namespace, name };
  const body = { apiVersion, kind: review.kind, metadata: {}, spec: { resourceAttributes } };
  const action = `review whether one may ${verb} ${resource}`;
  const answer: unknown = JSON.parse(await requests.send({ action, method: 'POST', path, body, user }));
  const isAllowed = isRecord(answer) && isRecord(answer.status) && answer.status.allowed === true;
  if (isAllowed) return;
  const message = `User "${user}" cannot ${verb} resource "${resource}" by a review of access`;
  throw new KubeError(`${verb} ${resource}`, { status: 403, reason: 'Forbidden', message });
}
