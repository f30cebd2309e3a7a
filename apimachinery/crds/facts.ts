/**
 * What the compiled validators do not tell: defaults, list types, and where v1.7.0 of the standard channel differs from
 * the release that the schema package was made of. Facts of the API reference,
 * https://gateway-api.sigs.k8s.io/reference/1.7/spec/.
 *
 * A place is the end of a field's path: `rules[].backendRefs` holds wherever a path ends so. `[]` marks a list's items
 * and `{}` a map's values, `^` the path's beginning. `Kind:` or `Kind/version:` before a place narrows it.
 */
export type Place = string;

const gatewayGroup = 'gateway.networking.k8s.io';
const rootMatch = { path: { type: 'PathPrefix', value: '/' } };

function pending(...types: string[]): object {
  return {
    conditions: types.map((type) => ({
      type,
      status: 'Unknown',
      reason: 'Pending',
      message: 'Waiting for controller',
      lastTransitionTime: '1970-01-01T00:00:00Z',
    })),
  };
}
const pendingBoth = pending('Accepted', 'Programmed');

export const defaults: Readonly<Record<Place, unknown>> = {
  'spec.addresses[].type': 'IPAddress',
  'status.addresses[].type': 'IPAddress',
  'allowedListeners.namespaces': { from: 'None' },
  'allowedListeners.namespaces.from': 'None',
  'allowedRoutes.namespaces': { from: 'Same' },
  'allowedRoutes.namespaces.from': 'Same',
  'listeners[].allowedRoutes': { namespaces: { from: 'Same' } },
  'ancestorRef.group': gatewayGroup,
  'ancestorRef.kind': 'Gateway',
  'parentRef.group': gatewayGroup,
  'parentRef.kind': 'Gateway',
  'parentRefs[].group': gatewayGroup,
  'parentRefs[].kind': 'Gateway',
  'kinds[].group': gatewayGroup,
  'supportedKinds[].group': gatewayGroup,
  'backendRef.group': '',
  'backendRef.kind': 'Service',
  'backendRefs[].group': '',
  'backendRefs[].kind': 'Service',
  'backendRefs[].weight': 1,
  'certificateRefs[].group': '',
  'certificateRefs[].kind': 'Secret',
  'clientCertificateRef.group': '',
  'clientCertificateRef.kind': 'Secret',
  'cors.maxAge': 5,
  'fraction.denominator': 100,
  'headers[].type': 'Exact',
  'queryParams[].type': 'Exact',
  'GRPCRoute:method.type': 'Exact',
  'matches[].path': rootMatch.path,
  'matches[].path.type': 'PathPrefix',
  'matches[].path.value': '/',
  'HTTPRoute:rules[].matches': [rootMatch],
  'HTTPRoute:spec.rules': [{ matches: [rootMatch] }],
  'requestRedirect.statusCode': 302,
  'retry.attempts': 1,
  'listeners[].tls.mode': 'Terminate',
  'validation.mode': 'AllowValidOnly',
  'GatewayClass:^status': pending('Accepted'),
  'GatewayClass:status.conditions': Reflect.get(pending('Accepted'), 'conditions'),
  'Gateway:^status': pendingBoth,
  'Gateway:status.conditions': Reflect.get(pendingBoth, 'conditions'),
  'ListenerSet:^status': pendingBoth,
  'ListenerSet:status.conditions': Reflect.get(pendingBoth, 'conditions'),
};

/** Lists whose items are told apart by these keys. */
export const mapLists: Readonly<Record<Place, readonly string[]>> = {
  'status.conditions': ['type'],
  'parents[].conditions': ['type'],
  'ancestors[].conditions': ['type'],
  'listeners[].conditions': ['type'],
  'spec.listeners': ['name'],
  'status.listeners': ['name'],
  'status.supportedFeatures': ['name'],
  'frontend.perPort': ['port'],
  'matches[].headers': ['name'],
  'matches[].queryParams': ['name'],
  'HeaderModifier.add': ['name'],
  'HeaderModifier.set': ['name'],
};

export const setLists: readonly Place[] = [
  'cors.allowHeaders',
  'cors.allowMethods',
  'cors.allowOrigins',
  'cors.exposeHeaders',
  'HeaderModifier.remove',
  'retry.codes',
];

export const atomicLists: readonly Place[] = [
  'allowedRoutes.kinds',
  'backendRefs[].filters',
  'listeners[].supportedKinds',
  'matchExpressions[].values',
  'selector.matchExpressions',
  'rules[].backendRefs',
  'rules[].filters',
  'rules[].matches',
  'spec.addresses',
  'status.addresses',
  'ReferenceGrant:spec.from',
  'ReferenceGrant:spec.to',
  'GRPCRoute:spec.hostnames',
  'HTTPRoute:spec.hostnames',
  'TLSRoute:spec.hostnames',
  'spec.parentRefs',
  'spec.rules',
  'spec.targetRefs',
  'status.parents',
  'status.ancestors',
  'tls.certificateRefs',
  'validation.caCertificateRefs',
  'validation.subjectAltNames',
];

export const atomicMaps: readonly Place[] = ['namespaces.selector'];

/** Fields of the experimental channel, which the schema package has too. */
export const notInStandard: readonly Place[] = [
  'filters[].externalAuth',
  'rules[].sessionPersistence',
  'Gateway:spec.defaultScope',
  'spec.useDefaultGateways',
];

/** Fields that the schema package lacks. */
export const added: Readonly<Record<Place, object>> = {
  'GatewayClass:spec.description': { type: 'string', maxLength: 64 },
};

const addressForms = [
  {
    properties: { type: { enum: ['IPAddress'] }, value: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] } },
  },
  { properties: { type: { not: { enum: ['IPAddress'] } } } },
];

/** Limits to set, where a place has none in the schema package or another one. */
export const limits: Readonly<Record<Place, object>> = {
  'conditions[].status': { enum: ['True', 'False', 'Unknown'] },
  'conditions[].observedGeneration': { format: 'int64', minimum: 0 },
  'conditions[].message': { maxLength: 32768 },
  'conditions[].reason': { minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
  'conditions[].type': {
    maxLength: 316,
    pattern:
      '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$',
  },
  'TLSRoute:spec.hostnames': { maxItems: 1024 },
  'TCPRoute/v1:spec.rules': { maxItems: 1 },
  'UDPRoute/v1:spec.rules': { maxItems: 1 },
  'Gateway:validation.caCertificateRefs': { maxItems: 16 },
  'infrastructure.annotations': { maxProperties: 16 },
  'retry.attempts': { minimum: 0 },
  'Gateway:spec.addresses[]': { oneOf: addressForms },
  'Gateway:status.addresses[]': { oneOf: addressForms },
};
