/** What the specification asks, in our own words, with the place where it says so. Ids are permanent. */
export interface Clause {
  level: 'MUST' | 'SHOULD' | 'MAY';
  text: string;
  source: string;
}

const release = 'v1.7.0';

function clause(level: Clause['level'], file: string, first: number, last: number, text: string): Clause {
  const source = `https://github.com/kubernetes-sigs/gateway-api/blob/${release}/apis/v1/${file}_types.go#L${first}-L${last}`;
  return { level, text, source };
}

export const clauses = {
  'hostname.header': clause('MUST', 'httproute', 62, 66, 'the Host header selects the route, without its port'),
  'hostname.suffix': clause('MUST', 'httproute', 89, 91, '*.example.com is a suffix match that leaves out example.com'),
  'hostname.ignored': clause(
    'MUST',
    'httproute',
    93,
    97,
    'hostnames of a route that do not fit the hostname of the listener are ignored there',
  ),
  'hostname.precedence': clause('MUST', 'httproute', 104, 109, 'the route with the most specific hostname goes first'),
  'hostname.original': clause(
    'SHOULD',
    'httproute',
    111,
    121,
    'equal intersections are told apart by the hostnames that the routes name; without that feature they may be equal',
  ),
  'listener.hostname': clause('MUST', 'gateway', 383, 383, 'the hostname of a listener matches the Host header'),
  'listener.specific': clause(
    'MUST',
    'gateway',
    148,
    156,
    'of several listeners the one with the most specific hostname',
  ),
  'listener.isolation': clause(
    'MAY',
    'gateway',
    198,
    218,
    'without listener isolation, routes of less specific listeners may serve the request, too',
  ),
  'listener.none': clause('MUST', 'gateway', 203, 207, 'a request that no listener has is rejected with 404'),
  'listener.misdirected': clause(
    'SHOULD',
    'gateway',
    397,
    408,
    'a request whose Host belongs to another listener than the TLS server name gets 421',
  ),
  'rule.none': clause('MUST', 'httproute', 216, 217, 'a request that no rule matches gets 404'),
  'match.all': clause('MUST', 'httproute', 768, 770, 'all parts of a match are needed, and one match of a rule'),
  'path.exact': clause('MUST', 'httproute', 524, 527, 'an exact path is that path and no other'),
  'path.prefix': clause('MUST', 'httproute', 529, 538, 'a prefix is compared by whole elements, with regard to case'),
  'path.trailing': clause('MAY', 'httproute', 529, 532, 'whether the trailing slash of a prefix counts is not said'),
  'header.name': clause('MUST', 'httproute', 638, 645, 'names ignore case, and of equal names the first counts'),
  'header.repeated': clause('MAY', 'httproute', 647, 651, 'how a repeated header of a request is taken is left open'),
  'query.repeated': clause('MAY', 'httproute', 737, 742, 'how a repeated query parameter is taken is left open'),
  precedence: clause(
    'MUST',
    'httproute',
    192,
    201,
    'exact path, longest prefix, method, most headers, most parameters',
  ),
  'precedence.routes': clause('MUST', 'httproute', 205, 210, 'then the oldest route, then the first by namespace/name'),
  'precedence.rules': clause('MUST', 'httproute', 212, 214, 'then the first rule in the list'),
  'regular-expression': clause('MAY', 'httproute', 549, 555, 'regular expressions are specific to the implementation'),
  'backend.weight': clause('MUST', 'shared', 315, 326, 'each backend gets weight/(sum of all weights), none for 0'),
  'backend.weightless': clause('MUST', 'shared', 321, 324, 'where all weights are 0, no backend gets a request'),
  'backend.invalid': clause('MUST', 'httproute', 279, 294, 'the share of an invalid backend gets 500'),
  'backend.unready': clause('SHOULD', 'httproute', 296, 300, 'the share of a Service without ready endpoints gets 503'),
  'backend.port': clause('MUST', 'object_reference', 148, 154, 'the port is that of the Service, not the target port'),
  'backend.external': clause('SHOULD', 'object_reference', 117, 125, 'ExternalName Services are not to be supported'),
  'filter.headers': clause('MUST', 'httproute', 1068, 1146, 'headers are set, added and removed whatever their case'),
  'filter.invalid': clause('MUST', 'httproute', 871, 873, 'a filter that is not understood must not be skipped'),
  'filter.cors': clause(
    'MUST',
    'httproute',
    1401,
    1466,
    'a preflight of another origin is answered by the CORS filter',
  ),
  redirect: clause('MUST', 'httproute', 1231, 1316, 'Location is made of the filter, and of the request for the rest'),
  rewrite: clause('MUST', 'httproute', 1318, 1343, 'host and path are replaced before the request is forwarded'),
  'rewrite.prefix': clause('MUST', 'httproute', 1197, 1224, 'the prefix is replaced by whole path elements'),
  'request.forwarded': clause(
    'MUST',
    'httproute',
    64,
    66,
    'without a filter the Host header reaches the backend as it is',
  ),
  'attach.namespace': clause('MUST', 'gateway', 995, 1003, 'routes attach from the allowed namespaces only'),
  'attach.kind': clause('MUST', 'gateway', 958, 966, 'routes of the allowed kinds attach only'),
  'attach.section': clause('MUST', 'shared', 92, 113, 'a parentRef selects the listener that it names, or all'),
  'attach.hostname': clause('MUST', 'httproute', 73, 77, 'a route attaches where its hostnames fit the listener'),
  'route.unattached': clause('MUST', 'httproute', 99, 102, 'a route that fits no listener has Accepted False'),
  'route.accepted': clause('MUST', 'shared', 509, 516, 'Accepted tells whether the Gateway takes the route, and why'),
  'route.not-allowed': clause('MUST', 'shared', 370, 372, 'NotAllowedByListeners where no listener allows the route'),
  'route.no-hostname': clause('MUST', 'shared', 375, 376, 'NoMatchingListenerHostname where no hostname fits'),
  'route.no-parent': clause('MUST', 'shared', 379, 382, 'NoMatchingParent where the parentRef selects no listener'),
  'route.resolved': clause('MUST', 'httproute', 1854, 1875, 'ResolvedRefs is False where a backendRef is invalid'),
  'route.kind': clause('MUST', 'httproute', 1863, 1865, 'InvalidKind for a backend of an unknown kind'),
  'route.not-found': clause('MUST', 'httproute', 1867, 1869, 'BackendNotFound for a Service that does not exist'),
  'route.not-permitted': clause('MUST', 'httproute', 1871, 1874, 'RefNotPermitted without a ReferenceGrant'),
  'route.parents': clause('SHOULD', 'shared', 498, 502, 'entries of parents that a route no longer names are removed'),
  'route.partially': clause('MUST', 'shared', 468, 470, 'PartiallyInvalid is not set on a route that is fully valid'),
  'grant.required': clause(
    'MUST',
    'referencegrant',
    34,
    41,
    'a reference across namespaces needs a grant that stands now',
  ),
  generation: clause('MUST', 'gateway', 1609, 1615, 'observedGeneration is the generation that the condition judges'),
  'gateway.accepted': clause('MUST', 'gateway', 1401, 1420, 'Accepted tells whether the Gateway is valid'),
  'gateway.programmed': clause('MUST', 'gateway', 1307, 1318, 'Programmed tells whether a configuration was made'),
  'listener.accepted': clause('MUST', 'gateway', 1673, 1684, 'Accepted tells whether the listener is valid'),
  'listener.programmed': clause(
    'MUST',
    'gateway',
    1802,
    1812,
    'Programmed tells whether the listener has a configuration',
  ),
  'listener.protocol': clause('MUST', 'gateway', 593, 597, 'UnsupportedProtocol for a protocol that is not supported'),
  'listener.conflict': clause('MUST', 'gateway', 167, 190, 'listeners that cannot be told apart are Conflicted'),
  'listener.kinds': clause('MUST', 'gateway', 1549, 1557, 'supportedKinds are those listed that are supported'),
  'listener.certificate': clause(
    'MUST',
    'gateway',
    1767,
    1776,
    'InvalidCertificateRef for what is no usable certificate',
  ),
  'listener.not-permitted': clause('MUST', 'gateway', 701, 705, 'RefNotPermitted without a ReferenceGrant'),
  'listener.attached': clause(
    'MUST',
    'gateway',
    1564,
    1580,
    'attachedRoutes counts the accepted routes that are attached',
  ),
  'class.accepted': clause('MUST', 'gatewayclass', 164, 171, 'Accepted tells whether the controller takes the class'),
} as const satisfies Record<string, Clause>;

export type ClauseId = keyof typeof clauses;
