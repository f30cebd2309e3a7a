import type { Profile } from '../../harness/scenario/catalogue.ts';
import { features } from '../features/index.ts';

const GATEWAY = namesOf('Extended', 'Gateway');
const MESH = namesOf('Extended', 'Mesh');
/** Using the policy at all is extended in every profile of a route, so its core feature counts here. */
const BACKEND_TLS = [...namesOf('Core', 'BackendTLSPolicy'), ...namesOf('Extended', 'BackendTLSPolicy')];

/**
 * What is certified together. A feature may be core in one profile and not counted in another.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/utils/suite/profiles.go
 */
export const profiles: readonly Profile[] = [
  profile('GATEWAY-GRPC', ['Gateway', 'GRPCRoute', 'ReferenceGrant'], [GATEWAY, BACKEND_TLS]),
  profile(
    'GATEWAY-HTTP',
    ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
    [GATEWAY, namesOf('Extended', 'HTTPRoute'), BACKEND_TLS],
  ),
  profile('GATEWAY-TCP', ['Gateway', 'ReferenceGrant', 'TCPRoute'], [GATEWAY, namesOf('Extended', 'TCPRoute')]),
  profile(
    'GATEWAY-TLS',
    ['Gateway', 'ReferenceGrant', 'TLSRoute'],
    [GATEWAY, namesOf('Extended', 'TLSRoute'), BACKEND_TLS],
  ),
  profile('GATEWAY-UDP', ['Gateway', 'ReferenceGrant', 'UDPRoute'], [GATEWAY, namesOf('Extended', 'UDPRoute')]),
  profile('MESH-GRPC', ['GRPCRoute', 'Mesh'], [MESH]),
  profile('MESH-HTTP', ['HTTPRoute', 'Mesh'], [MESH]),
];

function profile(name: string, coreFeatures: readonly string[], extended: readonly (readonly string[])[]): Profile {
  return { name, coreFeatures, extendedFeatures: [...new Set(extended.flat())].sort() };
}

function namesOf(support: 'Core' | 'Extended', resource: string): string[] {
  return features.filter((f) => f.support === support && f.resources.includes(resource)).map((f) => f.name);
}
