import type { Version } from '../../../harness/scenario/define.ts';
import { gateway, gatewayClass, listenerSet } from './gateways.ts';
import { backendTls, backendTlsBySystem, referenceGrant } from './policies.ts';
import { grpcRoute, httpRoute, httpRouteWithRetries, portRoute, tlsRoute } from './routes.ts';

/** A kind of the Gateway API, and specs that together have all of its fields; each is to be accepted as it is. */
export interface ExampleKind {
  kind: string;
  isOfCluster?: true;
  /** Versions that a release serves in the standard channel. */
  versions: readonly string[];
  specs: readonly object[];
  /** First release that has all fields of a spec, by its index; default: the oldest that is known here. */
  since?: Readonly<Record<number, Version>>;
}

export const exampleKinds: readonly ExampleKind[] = [
  { kind: 'BackendTLSPolicy', versions: ['v1'], specs: [backendTls, backendTlsBySystem] },
  { kind: 'Gateway', versions: ['v1', 'v1beta1'], specs: [gateway] },
  { kind: 'GatewayClass', isOfCluster: true, versions: ['v1', 'v1beta1'], specs: [gatewayClass] },
  { kind: 'GRPCRoute', versions: ['v1'], specs: [grpcRoute] },
  { kind: 'HTTPRoute', versions: ['v1', 'v1beta1'], specs: [httpRoute, httpRouteWithRetries], since: { 1: 'v1.7' } },
  { kind: 'ListenerSet', versions: ['v1'], specs: [listenerSet] },
  { kind: 'ReferenceGrant', versions: ['v1', 'v1beta1'], specs: [referenceGrant] },
  { kind: 'TCPRoute', versions: ['v1'], specs: [portRoute] },
  { kind: 'TLSRoute', versions: ['v1'], specs: [tlsRoute] },
  { kind: 'UDPRoute', versions: ['v1'], specs: [portRoute] },
];
