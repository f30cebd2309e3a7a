import type { Profile } from '../../harness/scenario/catalogue.ts';
import type { Version } from '../../harness/scenario/define.ts';
import { features } from '../features/index.ts';
import { isIn } from '../features/row.ts';

/**
 * What is certified together in a release. A feature may be core in one profile and not counted in another.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/utils/suite/profiles.go
 */
export function listProfiles(version: Version): Profile[] {
  const namesOf = (support: 'Core' | 'Extended', resource: string): string[] =>
    features
      .filter((one) => one.support === support && one.resources.includes(resource) && isIn(version, one))
      .map(({ name }) => name);
  const gateway = namesOf('Extended', 'Gateway');
  const mesh = namesOf('Extended', 'Mesh');
  // Using the policy at all is extended in every profile of a route, so its core feature counts here.
  const backendTls = [...namesOf('Core', 'BackendTLSPolicy'), ...namesOf('Extended', 'BackendTLSPolicy')];
  const laterBackendTls = isIn(version, { since: 'v1.7' }) ? backendTls : [];
  return [
    profile('GATEWAY-GRPC', ['Gateway', 'GRPCRoute', 'ReferenceGrant'], [gateway, laterBackendTls]),
    profile(
      'GATEWAY-HTTP',
      ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
      [gateway, namesOf('Extended', 'HTTPRoute'), backendTls],
    ),
    profile('GATEWAY-TCP', ['Gateway', 'ReferenceGrant', 'TCPRoute'], [gateway, namesOf('Extended', 'TCPRoute')]),
    profile(
      'GATEWAY-TLS',
      ['Gateway', 'ReferenceGrant', 'TLSRoute'],
      [gateway, namesOf('Extended', 'TLSRoute'), laterBackendTls],
    ),
    profile('GATEWAY-UDP', ['Gateway', 'ReferenceGrant', 'UDPRoute'], [gateway, namesOf('Extended', 'UDPRoute')]),
    profile('MESH-GRPC', ['GRPCRoute', 'Mesh'], [mesh]),
    profile('MESH-HTTP', ['HTTPRoute', 'Mesh'], [mesh]),
  ];
}

function profile(name: string, coreFeatures: readonly string[], extended: readonly (readonly string[])[]): Profile {
  return { name, coreFeatures, extendedFeatures: [...new Set(extended.flat())].sort() };
}
