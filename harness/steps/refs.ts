import type { GatewayHandle, ScenarioEnv } from '../scenario/env.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { ObjectRef } from '../scenario/steps.ts';

export const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** Kinds that scenarios name, where the scenario itself made none of that kind. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  BackendTLSPolicy: GATEWAY_API,
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  GRPCRoute: GATEWAY_API,
  Gateway: GATEWAY_API,
  GatewayClass: GATEWAY_API,
  HTTPRoute: GATEWAY_API,
  ListenerSet: GATEWAY_API,
  Namespace: 'v1',
  Pod: 'v1',
  ReferenceGrant: 'gateway.networking.k8s.io/v1beta1',
  Secret: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  TCPRoute: 'gateway.networking.k8s.io/v1alpha2',
  TLSRoute: GATEWAY_API,
  UDPRoute: 'gateway.networking.k8s.io/v1alpha2',
};

const CLUSTER_SCOPED = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'GatewayClass',
  'Namespace',
]);

export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind);
}

/**
 * The object that a reference means.
 * @throws HarnessError where the reference cannot be read or its kind is not known
 */
export function resolveRef(ref: ObjectRef, env: ScenarioEnv, resources: readonly KubeObject[]): ObjectKey {
  const [kind = '', ...rest] = ref.split('/');
  const label = rest.at(-1) ?? '';
  if (kind === '' || label === '' || rest.length > 2) {
    throw new HarnessError(`'${ref}' names no object: it must be Kind/name or Kind/namespace/name`);
  }
  const apiVersion = findApiVersion(kind, resources);
  const shared = kind === 'Gateway' && rest.length === 1 ? findShared(label, env) : undefined;
  if (shared) return { apiVersion, kind, namespace: shared.namespace, name: shared.name };
  if (kind === 'Namespace') return { apiVersion, kind, namespace: '', name: env.ns(label) };
  const name = label.startsWith('=') ? label.slice(1) : env.name(label);
  const place = rest.length === 2 ? env.ns(rest[0] ?? '') : env.namespace;
  return { apiVersion, kind, namespace: isClusterScoped(kind) ? '' : place, name };
}

function findShared(label: string, env: ScenarioEnv): GatewayHandle | undefined {
  if (label === 'shared') return env.gateway;
  return label === 'shared-tls' ? env.shared('tls') : undefined;
}

/** The scenario's own objects tell best which version of a kind it speaks of. */
function findApiVersion(kind: string, resources: readonly KubeObject[]): string {
  const apiVersion = resources.find((object) => object.kind === kind)?.apiVersion ?? API_VERSIONS[kind];
  if (apiVersion === undefined) throw new HarnessError(`the kind ${kind} is not known, and the scenario makes none`);
  return apiVersion;
}
