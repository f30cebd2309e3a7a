import { apiClause, requirement } from './clause.ts';

/** Listeners of a Gateway. */
export const listenerRequirements = [
  requirement(
    'listener.hostname.http',
    'MUST',
    'The hostname of an HTTP listener is matched against the Host header.',
    apiClause('gateway_types.go', 379, 383),
  ),
  requirement(
    'listener.hostname.route-intersection',
    'MUST',
    'Where a listener and a route both name hostnames, the route is accepted only if some of them intersect.',
    apiClause('gateway_types.go', 410, 414),
  ),
  requirement(
    'listener.protocol.unsupported',
    'MUST',
    'A listener of a protocol that the implementation does not support has Accepted False with UnsupportedProtocol.',
    apiClause('gateway_types.go', 591, 595),
  ),
  requirement(
    'listener.tls.certificate',
    'MUST',
    'TLS handshakes for the hostname of a listener are made with the certificate that its reference leads to now.',
    apiClause('gateway_types.go', 692, 695),
  ),
  requirement(
    'listener.tls.longest-sni',
    'MUST',
    'In a TLS handshake the certificate of the listener with the longest matching server name is used.',
    apiClause('gateway_types.go', 446, 450),
  ),
  requirement(
    'listener.tls.invalid-certificate-ref',
    'MUST',
    'A certificate reference that leads to nothing, to an unsupported kind or to malformed data gives ResolvedRefs False with InvalidCertificateRef, provided that it is allowed.',
    apiClause('gateway_types.go', 1767, 1778),
  ),
  requirement(
    'listener.tls.ref-not-permitted',
    'MUST',
    'A reference to a certificate in another namespace that no grant allows gives ResolvedRefs False with RefNotPermitted.',
    apiClause('gateway_types.go', 701, 705),
  ),
  requirement(
    'listener.allowed-routes.namespaces',
    'MUST',
    'Only routes of the namespaces that a listener allows are attached: its own by default, those selected by labels, or all.',
    apiClause('gateway_types.go', 995, 1001),
  ),
  requirement(
    'listener.allowed-routes.kinds',
    'MUST',
    'A route kind that the implementation does not know, or that does not go with the protocol, gives ResolvedRefs False with InvalidRouteKinds.',
    apiClause('gateway_types.go', 962, 966),
  ),
  requirement(
    'listener.status.supported-kinds',
    'MUST',
    'supportedKinds lists the kinds that the implementation supports of those that the listener allows, and no others.',
    apiClause('gateway_types.go', 1549, 1557),
  ),
  requirement(
    'listener.status.attached-routes',
    'MUST',
    'attachedRoutes counts the routes that the listener accepted, whatever the conditions of the listener are.',
    apiClause('gateway_types.go', 1564, 1580),
  ),
  requirement(
    'listener.status.observed-generation',
    'MUST',
    'Conditions of a listener carry the generation of the Gateway that they judge.',
    apiClause('gateway_types.go', 1609, 1610),
  ),
  requirement(
    'listener.status.keeps-foreign-conditions',
    'MUST NOT',
    'A condition of a listener that the implementation is not responsible for is removed, changed or reordered.',
    apiClause('gateway_types.go', 1603, 1606),
  ),
];
