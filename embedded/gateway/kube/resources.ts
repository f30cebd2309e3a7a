import { gatewayGroup } from '../constants.ts';
import type { StoredObject } from '../model/meta.ts';

/** Where a kind is found in the API. */
export interface Resource {
  kind: string;
  apiVersion: string;
  plural: string;
}

const plurals: Readonly<Record<string, string>> = {
  GatewayClass: 'gatewayclasses',
  Gateway: 'gateways',
  ListenerSet: 'listenersets',
  HTTPRoute: 'httproutes',
  GRPCRoute: 'grpcroutes',
  TLSRoute: 'tlsroutes',
  TCPRoute: 'tcproutes',
  UDPRoute: 'udproutes',
  ReferenceGrant: 'referencegrants',
  BackendTLSPolicy: 'backendtlspolicies',
  IngressClass: 'ingressclasses',
  Ingress: 'ingresses',
  ClusterTrustBundle: 'clustertrustbundles',
  ConfigMap: 'configmaps',
  Namespace: 'namespaces',
  Service: 'services',
  Secret: 'secrets',
  EndpointSlice: 'endpointslices',
};

/** Resources that every cluster has, in the version that all have. */
export const builtInResources: readonly Resource[] = [
  ...['Namespace', 'Service', 'Secret', 'ConfigMap'].map((kind) => resourceOf(kind, 'v1')),
  resourceOf('EndpointSlice', 'discovery.k8s.io/v1'),
  ...['IngressClass', 'Ingress'].map((kind) => resourceOf(kind, 'networking.k8s.io/v1')),
];

/** Kinds of which the server is asked in which version it has them, if at all. */
export const discoveredKinds: readonly { group: string; kind: string }[] = [
  ...[
    'GatewayClass',
    'Gateway',
    'ListenerSet',
    'HTTPRoute',
    'GRPCRoute',
    'TLSRoute',
    'TCPRoute',
    'UDPRoute',
    'BackendTLSPolicy',
    'ReferenceGrant',
  ].map((kind) => ({ group: gatewayGroup, kind })),
  { group: 'certificates.k8s.io', kind: 'ClusterTrustBundle' },
];

/** Throws for a kind that the gateway does not know. */
export function resourceOf(kind: string, apiVersion: string): Resource {
  const plural = plurals[kind];
  if (!plural) throw new Error(`No API path is known for kind ${kind}`);
  return { kind, apiVersion, plural };
}

/** Path of a resource's collection, of one namespace or of all. */
export function collectionPath({ apiVersion, plural }: Resource, namespace?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return namespace ? `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${root}/${plural}`;
}

/** Path of one object. Throws for a kind that the gateway does not know. */
export function objectPath({ kind, apiVersion, metadata }: StoredObject): string {
  const resource = resourceOf(kind, apiVersion);
  return `${collectionPath(resource, metadata.namespace)}/${encodeURIComponent(metadata.name)}`;
}
