import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { Field } from './fields.ts';
import type { WorldObject } from './types.ts';

export const gatewayGroup = 'gateway.networking.k8s.io';

/** Kinds of the whole cluster that the rules meet. */
const clusterKinds = new Set([
  'GatewayClass',
  'Namespace',
  'Node',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
  'IngressClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);

/** What names an object; undefined for what has no kind. */
export function identify(
  value: JsonObject,
  usualNamespace: { name: string; isSure: boolean },
  index: number | undefined,
): WorldObject | undefined {
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === '') return undefined;
  const slash = apiVersion.indexOf('/');
  const meta = new Field('metadata', isObject(value.metadata) ? value.metadata : {});
  const isCluster = clusterKinds.has(kind);
  const named = meta.get('namespace').text() || undefined;
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    namespace: isCluster ? '' : (named ?? usualNamespace.name),
    namespaceIsSure: isCluster || named !== undefined || usualNamespace.isSure,
    name: meta.get('name').text() ?? meta.get('generateName').text() ?? '',
    labels: meta.get('labels').texts(),
    createdAt: meta.get('creationTimestamp').text() ?? '',
    value,
    index,
  };
}

/** `HTTPRoute shop/cart` */
export function nameOf({ kind, namespace, name }: Pick<WorldObject, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

/** `shop/cart`, by which the specification orders what is equally old. */
export function orderNameOf({ namespace, name }: Pick<WorldObject, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
