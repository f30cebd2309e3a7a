import type { World } from '../objects.ts';
import { readBackendTlsPolicy } from './backend-tls.ts';
import { readConfigMap, readNamespace, readSecret, readService, readSlice } from './core.ts';
import { readGateway, readGatewayClass, readGrant, readListenerSet } from './gateway.ts';
import { readGrpcRoute } from './grpc-route.ts';
import { readHttpRoute } from './http-route.ts';
import { createNode, isRecord, ManifestError, type Node } from './node.ts';
import { readStreamRoute } from './stream-route.ts';

type Draft = { -readonly [part in keyof World]: World[part][number][] };

interface Reader {
  group: string;
  kind: string;
  into(draft: Draft, object: Node): void;
}

const gateway = 'gateway.networking.k8s.io';

const readers: readonly Reader[] = [
  { group: gateway, kind: 'GatewayClass', into: (draft, object) => draft.classes.push(readGatewayClass(object)) },
  { group: gateway, kind: 'Gateway', into: (draft, object) => draft.gateways.push(readGateway(object)) },
  { group: gateway, kind: 'HTTPRoute', into: (draft, object) => draft.routes.push(readHttpRoute(object)) },
  { group: gateway, kind: 'GRPCRoute', into: (draft, object) => draft.routes.push(readGrpcRoute(object)) },
  ...(['TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map((kind): Reader => {
    return { group: gateway, kind, into: (draft, object) => draft.routes.push(readStreamRoute(object, kind)) };
  }),
  { group: gateway, kind: 'ListenerSet', into: (draft, object) => draft.listenerSets.push(readListenerSet(object)) },
  {
    group: gateway,
    kind: 'BackendTLSPolicy',
    into: (draft, object) => draft.policies.push(readBackendTlsPolicy(object)),
  },
  { group: gateway, kind: 'ReferenceGrant', into: (draft, object) => draft.grants.push(readGrant(object)) },
  { group: '', kind: 'Service', into: (draft, object) => draft.services.push(readService(object)) },
  { group: '', kind: 'Secret', into: (draft, object) => draft.secrets.push(readSecret(object)) },
  { group: '', kind: 'ConfigMap', into: (draft, object) => draft.configMaps.push(readConfigMap(object)) },
  { group: '', kind: 'Namespace', into: (draft, object) => draft.namespaces.push(readNamespace(object)) },
  {
    group: 'discovery.k8s.io',
    kind: 'EndpointSlice',
    into: (draft, object) => draft.slices.push(readSlice(object)),
  },
];

/**
 * The world that a set of Kubernetes objects makes, from manifests or from an API server; kinds that the model knows
 * nothing of are left aside. Throws ManifestError where a field has another type than the API gives it.
 */
export function readWorld(objects: readonly unknown[]): World {
  const draft: Draft = {
    classes: [],
    gateways: [],
    listenerSets: [],
    routes: [],
    policies: [],
    grants: [],
    services: [],
    slices: [],
    secrets: [],
    configMaps: [],
    namespaces: [],
  };
  for (const object of objects) {
    const { group, kind, subject } = identify(object);
    const reader = readers.find((known) => known.group === group && known.kind === kind);
    reader?.into(draft, createNode(subject, '', object));
  }
  return draft;
}

function identify(object: unknown): { group: string; kind: string; subject: string } {
  if (!isRecord(object)) throw new ManifestError('a document is no Kubernetes object: expected apiVersion and kind');
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string')
    throw new ManifestError('a document has no apiVersion or kind: expected a Kubernetes object');
  const meta = isRecord(metadata) ? metadata : {};
  const name = [meta.namespace, meta.name].filter((part) => typeof part === 'string').join('/');
  return { group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '', kind, subject: `${kind} ${name}` };
}
