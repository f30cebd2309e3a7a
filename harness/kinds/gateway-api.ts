import { row } from './row.ts';
import type { Kind, ReferenceField } from './types.ts';

/** https://gateway-api.sigs.k8s.io/reference/1.7/spec/ */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
/** Where kinds are tried out before they get to the other group. */
export const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';

const toGateway = { group: GATEWAY_GROUP, kind: 'Gateway' };
const toService = { group: '', kind: 'Service' };
const toSecret = { group: '', kind: 'Secret' };

const PARENTS: ReferenceField = { path: 'spec.parentRefs[]', ...toGateway };
const BACKENDS: ReferenceField = { path: 'spec.rules[].backendRefs[]', ...toService };

/** The filters of a rule, and those of one of its backends. */
const FILTERS = ['spec.rules[].filters[]', 'spec.rules[].backendRefs[].filters[]'].flatMap(
  (filter): ReferenceField[] => [
    { path: `${filter}.requestMirror.backendRef`, ...toService },
    { path: `${filter}.externalAuth.backendRef`, ...toService },
    { path: `${filter}.extensionRef` },
  ],
);

const LISTENERS: readonly ReferenceField[] = [{ path: 'spec.listeners[].tls.certificateRefs[]', ...toSecret }];

const GATEWAY_REFS: readonly ReferenceField[] = [
  { path: 'spec.gatewayClassName', group: GATEWAY_GROUP, kind: 'GatewayClass', bare: true },
  { path: 'spec.infrastructure.parametersRef' },
  ...LISTENERS,
  { path: 'spec.tls.backend.clientCertificateRef', ...toSecret },
  { path: 'spec.tls.frontend.default.validation.caCertificateRefs[]' },
  { path: 'spec.tls.frontend.perPort[].tls.validation.caCertificateRefs[]' },
];

function route<Name extends string>(kind: Name, refs: readonly ReferenceField[] = [], plural?: string) {
  return row(GATEWAY_GROUP, kind, {
    stage: 'route',
    conditions: ['parents'],
    refs: [PARENTS, BACKENDS, ...refs],
    route: true,
    served: true,
    evidence: true,
    ...(plural === undefined ? {} : { plural }),
  });
}

/** What hangs on other objects, whose status tells of each that it has an effect on. */
function policy<Name extends string>(group: string, kind: Name, refs: readonly ReferenceField[] = []) {
  const targets: ReferenceField = { path: 'spec.targetRefs[]' };
  return row(group, kind, { conditions: ['ancestors'], refs: [targets, ...refs], evidence: true });
}

function listenerSet<Name extends string>(group: string, kind: Name) {
  return row(group, kind, {
    stage: 'listeners',
    conditions: ['conditions', 'listeners'],
    refs: [{ path: 'spec.parentRef', ...toGateway }, ...LISTENERS],
    served: true,
    evidence: true,
  });
}

export const gatewayApiKinds = {
  GatewayClass: row(GATEWAY_GROUP, 'GatewayClass', {
    clusterScoped: true,
    conditions: ['conditions'],
    refs: [{ path: 'spec.parametersRef' }],
    plural: 'gatewayclasses',
  }),
  Gateway: row(GATEWAY_GROUP, 'Gateway', {
    stage: 'gateway',
    conditions: ['conditions', 'listeners'],
    refs: GATEWAY_REFS,
    served: true,
    evidence: true,
    plural: 'gateways',
  }),
  ListenerSet: listenerSet(GATEWAY_GROUP, 'ListenerSet'),
  HTTPRoute: route('HTTPRoute', FILTERS, 'httproutes'),
  GRPCRoute: route('GRPCRoute', FILTERS),
  TLSRoute: route('TLSRoute'),
  TCPRoute: route('TCPRoute'),
  UDPRoute: route('UDPRoute'),
  // Its `from` and `to` name kinds, and objects that need not be there: trust, not references.
  ReferenceGrant: row(GATEWAY_GROUP, 'ReferenceGrant', { evidence: true }),
  BackendTLSPolicy: policy(GATEWAY_GROUP, 'BackendTLSPolicy', [{ path: 'spec.validation.caCertificateRefs[]' }]),
  XListenerSet: listenerSet(EXPERIMENTAL_GROUP, 'XListenerSet'),
  XBackendTrafficPolicy: policy(EXPERIMENTAL_GROUP, 'XBackendTrafficPolicy'),
  XTelemetryPolicy: policy(EXPERIMENTAL_GROUP, 'XTelemetryPolicy'),
  XBackend: row(EXPERIMENTAL_GROUP, 'XBackend', { conditions: ['ancestors'], evidence: true }),
  XMesh: row(EXPERIMENTAL_GROUP, 'XMesh', {
    clusterScoped: true,
    conditions: ['conditions'],
    refs: [{ path: 'spec.parametersRef' }],
  }),
} satisfies Record<string, Kind>;
