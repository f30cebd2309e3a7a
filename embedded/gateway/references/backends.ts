import type { BackendTlsBehaviour } from '../behaviour/backend-tls.ts';
import type { BackendPolicy, GrantPolicy } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import type { EndpointSlice, Service, ServicePort } from '../model/core.ts';
import { keyOf, namespaceOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { BackendTlsPolicy } from '../model/policy.ts';
import type { BackendRef, Route, RouteKindName } from '../model/route.ts';
import type { BackendProtocol, BackendTls, CompiledBackend, Endpoint } from '../model/served.ts';
import { type EvaluatedPolicy, findPolicy, policiesOf } from './backend-tls.ts';
import { isPermitted } from './grants.ts';

export interface RefProblem {
  reason: 'InvalidKind' | 'RefNotPermitted' | 'BackendNotFound' | 'UnsupportedProtocol';
  message: string;
}

/** What decides about references. */
export interface ReferencePolicies {
  grants: GrantPolicy;
  backends: BackendPolicy;
  backendTls: BackendTlsBehaviour;
}

interface FoundService {
  service: Service;
  port: ServicePort;
  protocol: BackendProtocol;
  /** The policy that applies to the port. */
  secured: EvaluatedPolicy | undefined;
}

export interface BackendVerdict {
  backend: CompiledBackend;
  problem?: RefProblem;
}

/** Follows one backendRef to its endpoints. https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref */
export function resolveBackend(
  model: Model,
  route: Route,
  ref: BackendRef,
  policies: ReferencePolicies,
): BackendVerdict {
  const base = { ref, weight: ref.weight ?? 1 };
  const found = findService(model, route, ref, policies);
  if ('reason' in found) {
    return { backend: { ...base, invalid: found.message, endpoints: [], protocol: 'http' }, problem: found };
  }
  const { service, port, protocol, secured } = found;
  const endpoints = policies.backends.endpoints(service, port, model.slicesOf.get(keyOf(service)) ?? []);
  const backend: CompiledBackend = { ...base, service: keyOf(service), endpoints, protocol };
  if (!secured) return { backend };
  if (secured.tls) return { backend: { ...backend, tls: secured.tls } };
  if (!policies.backendTls.refusesUnsecured) return { backend: { ...backend, tls: trustAnybody(secured.policy) } };
  // Rather none at all than a connection that nobody vouches for.
  const unsecured = `BackendTLSPolicy ${keyOf(secured.policy)}: ${secured.accepted.message}`;
  return { backend: { ...backend, unsecured } };
}

/** TLS without anybody who vouches for the backend. */
function trustAnybody(policy: BackendTlsPolicy): BackendTls {
  const { hostname } = policy.spec.validation;
  return { policy: keyOf(policy), hostname, authorities: [], subjectAltNames: [], isUnverified: true };
}

function findService(
  model: Model,
  route: Route,
  ref: BackendRef,
  { grants, backends, backendTls }: ReferencePolicies,
): RefProblem | FoundService {
  const group = ref.group ?? '';
  const kind = ref.kind ?? 'Service';
  const namespace = ref.namespace ?? namespaceOf(route);
  const key = `${namespace}/${ref.name}`;
  if (group !== '' || kind !== 'Service') {
    return { reason: 'InvalidKind', message: `backendRefs may name Services, not ${kind} of "${group}"` };
  }
  const reference = {
    from: { group: gatewayGroup, kind: route.kind, namespace: namespaceOf(route) },
    to: { group, kind, namespace, name: ref.name },
  };
  if (!isPermitted(model.grants.values(), reference, grants)) {
    return { reason: 'RefNotPermitted', message: `No ReferenceGrant in ${namespace} permits the Service ${key}` };
  }
  const service = model.services.get(key);
  if (!service) return { reason: 'BackendNotFound', message: `Service ${key} does not exist` };
  if (service.spec.type === 'ExternalName') {
    return { reason: 'InvalidKind', message: `Service ${key} is of type ExternalName, which is not supported` };
  }
  const ports = service.spec.ports?.filter((candidate) => candidate.port === ref.port) ?? [];
  if (ports.length === 0) {
    return { reason: 'BackendNotFound', message: `Service ${key} has no port ${ref.port ?? '(none given)'}` };
  }
  const transport = route.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  const port = ports.find(({ protocol = 'TCP' }) => protocol === transport);
  if (!port) {
    return { reason: 'UnsupportedProtocol', message: `Port ${ref.port} of Service ${key} is none of ${transport}` };
  }
  const secured = findSecurity(model, route, service, port, backendTls);
  const protocol = backends.protocol(port.appProtocol, route.kind as RouteKindName, secured !== undefined);
  if (!protocol) {
    const message = `Service ${key} asks for ${port.appProtocol}, which a ${route.kind} cannot speak`;
    return { reason: 'UnsupportedProtocol', message };
  }
  return { service, port, protocol, secured };
}

/** The policy for a port. */
function findSecurity(
  model: Model,
  route: Route,
  service: Service,
  port: ServicePort,
  behaviour: BackendTlsBehaviour,
): EvaluatedPolicy | undefined {
  if (!behaviour.secures(route.kind as RouteKindName)) return undefined;
  return findPolicy(policiesOf(model, behaviour), service, port, behaviour);
}

/** Ready endpoints of the port. The slice's port counts: it has resolved named and numeric target ports already. */
export function readyEndpoints(
  _service: Service,
  port: ServicePort,
  slices: readonly EndpointSlice[],
): readonly Endpoint[] {
  const endpoints = slices
    .filter((slice) => slice.addressType !== 'FQDN')
    .flatMap((slice) => {
      const target = slice.ports?.find((candidate) => (candidate.name ?? '') === (port.name ?? ''))?.port;
      if (target === undefined) return [];
      return (slice.endpoints ?? [])
        .filter((endpoint) => endpoint.conditions?.ready !== false)
        .flatMap((endpoint) => endpoint.addresses.map((address) => ({ address, port: target })));
    });
  const unique = new Map(endpoints.map((endpoint) => [`${endpoint.address} ${endpoint.port}`, endpoint]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, endpoint]) => endpoint);
}

/** The weights as they are given: an invalid backend keeps its share, which is answered with an error. */
export function specifiedShares(backends: readonly CompiledBackend[]): readonly number[] {
  return backends.map((backend) => backend.weight);
}

/** https://gateway-api.sigs.k8s.io/geps/gep-1911/#api-semantics */
export function specifiedProtocol(
  appProtocol: string | undefined,
  kind: RouteKindName,
  hasTls: boolean,
): BackendProtocol | undefined {
  if (kind === 'UDPRoute') return 'udp';
  if (kind === 'TCPRoute' || kind === 'TLSRoute') return 'tcp';
  if (kind === 'GRPCRoute') return appProtocol?.startsWith('kubernetes.io/ws') ? undefined : 'h2c';
  if (appProtocol === 'kubernetes.io/h2c') return 'h2c';
  // Without a policy there is nobody to trust.
  return appProtocol === 'kubernetes.io/wss' && !hasTls ? undefined : 'http';
}
