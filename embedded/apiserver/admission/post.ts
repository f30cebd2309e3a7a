import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import type { Target } from '../requests/context.ts';
import type { AdmissionRequest, GroupVersionKind, Judged } from './request.ts';

const KINDS: Readonly<Record<string, GroupVersionKind>> = {
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
};

/** A POST to a subresource that stores nothing of its own, as policies see it. @param body as it was sent */
export function describePost(
  { resource, namespace, name }: Target,
  subresource: string,
  body: unknown,
  query: URLSearchParams,
  { user, warnings }: Pick<AdmissionRequest, 'user' | 'warnings'>,
): AdmissionRequest {
  const kind = KINDS[subresource] ?? { group: '', version: '', kind: '' };
  const apiVersion = `${kind.group}/${kind.version}`;
  const { metadata, ...rest }: JsonObject = isObject(body) ? body : {};
  const identity = { ...(isObject(metadata) && metadata), name, namespace };
  const object = { ...rest, kind: kind.kind, apiVersion, metadata: identity } as Judged;
  const dryRun = query.getAll('dryRun').includes('All');
  const options = { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1', ...(dryRun && { dryRun: ['All'] }) };
  return {
    ...{ operation: 'CREATE', resource, subresource, kind, namespace, name, object, old: undefined },
    ...{ user, dryRun, options, warnings },
  };
}
