import { gatewayGroup } from '../constants.ts';
import type { StoredObject } from '../model/meta.ts';

/** Where a kind is found in the API. */
export interface Resource {
  kind: string;
  apiVersion: string;
  plural: string;
}

const gateway = (kind: string, plural: string): Resource => ({ kind, apiVersion: `${gatewayGroup}/v1`, plural });
const core = (kind: string, plural: string): Resource => ({ kind, apiVersion: 'v1', plural });

export const resources: readonly Resource[] = [
  gateway('GatewayClass', 'gatewayclasses'),
  gateway('Gateway', 'gateways'),
  gateway('HTTPRoute', 'httproutes'),
  { kind: 'ReferenceGrant', apiVersion: `${gatewayGroup}/v1beta1`, plural: 'referencegrants' },
  core('Namespace', 'namespaces'),
  core('Service', 'services'),
  core('Secret', 'secrets'),
  { kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices' },
];

/** Path of a resource's collection, of one namespace or of all. */
export function collectionPath({ apiVersion, plural }: Resource, namespace?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespace ? `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${root}/${plural}`;
}

/** Path of one object. Throws for a kind that the gateway does not know. */
export function objectPath(object: StoredObject): string {
  const resource = resources.find(({ kind }) => kind === object.kind);
  if (!resource) throw new Error(`No API path is known for kind ${object.kind}`);
  return `${collectionPath(resource, object.metadata.namespace)}/${encodeURIComponent(object.metadata.name)}`;
}
