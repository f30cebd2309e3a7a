import { apiClause, clause, requirement } from './clause.ts';

/** Gateway: the object as a whole. */
export const gatewayRequirements = [
  requirement(
    'gateway.class.controller',
    'MUST NOT',
    'A controller judges Gateways of a class that names another controller.',
    apiClause('gatewayclass_types.go', 80, 92),
  ),
  requirement(
    'gateway.name.any-valid',
    'MUST',
    'A Gateway with any name that the API server takes, up to 253 characters, is reconciled.',
    clause('conformance/tests/gateway-name-maximum-length.go', 30, 56),
  ),
  requirement(
    'gateway.address.serves-all-listeners',
    'MUST',
    'Every listener is reachable on every address that the status of the Gateway lists.',
    apiClause('gateway_types.go', 270, 272),
  ),
  requirement(
    'gateway.spec.changes-take-effect',
    'MUST',
    'What is served follows the listeners of the present specification: one that is added serves, one that is removed does not.',
    apiClause('gateway_types.go', 74, 76),
  ),
  requirement(
    'gateway.listeners.core-combinations',
    'MUST',
    'HTTP on port 80, and HTTPS on port 443 that terminates TLS with a key pair, are served.',
    apiClause('gateway_types.go', 90, 97),
  ),
  requirement(
    'gateway.listeners.most-specific-hostname',
    'MUST',
    'Of the listeners of a port, the one with the most specific matching hostname is chosen: exact, then the longest wildcard, then none.',
    apiClause('gateway_types.go', 148, 162),
  ),
  requirement(
    'gateway.listeners.wildcard-any-depth',
    'MUST',
    'A wildcard hostname of a listener stands for any number of labels, but for at least one.',
    apiClause('gateway_types.go', 164, 166),
  ),
  requirement(
    'gateway.listeners.unmatched-rejected',
    'MUST',
    'A request that fits no listener hostname, or no route of its listener, is answered 404.',
    apiClause('gateway_types.go', 203, 207),
  ),
  requirement(
    'gateway.accepted.listeners-not-valid',
    'MUST',
    'A Gateway some of whose listeners are invalid says ListenersNotValid; it is accepted only if some listener is.',
    apiClause('gateway_types.go', 1402, 1437),
  ),
  requirement(
    'gateway.status.observed-generation',
    'MUST',
    'Conditions of a Gateway carry the generation of the object that they judge.',
    apiClause('gateway_types.go', 1169, 1170),
  ),
  requirement(
    'gateway.status.keeps-foreign-conditions',
    'MUST NOT',
    'A condition of a Gateway that the implementation is not responsible for is removed, changed or reordered.',
    apiClause('gateway_types.go', 1163, 1166),
  ),
  requirement(
    'gateway.listeners.misdirected-requests',
    'SHOULD',
    'A request whose Host belongs to another listener than the server name of its connection is answered 421.',
    apiClause('gateway_types.go', 397, 408),
  ),
  requirement(
    'gateway.listeners.isolation',
    'SHOULD',
    'A request matches at most one listener: only the routes of the listener with the most specific hostname are tried.',
    apiClause('gateway_types.go', 198, 215),
  ),
  requirement(
    'gateway.addresses.empty-value',
    'SHOULD',
    'An address without a value is assigned by the implementation, of the type that is asked for.',
    apiClause('gateway_types.go', 1064, 1068),
  ),
  requirement(
    'gateway.infrastructure.invalid-parameters',
    'SHOULD',
    'A Gateway whose parametersRef leads to nothing, or to an unsupported kind, has Accepted False with InvalidParameters.',
    apiClause('gateway_types.go', 1252, 1255),
  ),
  requirement(
    'gateway.tls.frontend.validation',
    'MUST',
    'With validation of clients, a TLS connection is accepted only with a certificate that an authority of the listener signed.',
    apiClause('gateway_types.go', 909, 911),
  ),
  requirement(
    'gateway.tls.frontend.per-port',
    'MUST',
    'Validation that is given for a port is used for its HTTPS listeners in place of the default.',
    apiClause('gateway_types.go', 770, 776),
  ),
  requirement(
    'gateway.tls.frontend.insecure-fallback',
    'MUST',
    'With AllowInsecureFallback, connections are accepted without a certificate too, and with one that fails validation.',
    apiClause('gateway_types.go', 912, 914),
  ),
];
