import { apiClause, requirement } from './clause.ts';
import { ANY_CONFORMS, LOST_OR_REJECTED, REFUSED_BY_API } from './reasons.ts';

/** TLSRoute, TCPRoute and UDPRoute: further clauses. */
export const streamRoutesClauses = [
  requirement(
    'tlsroute.hostnames.no-intersection',
    'MUST',
    'A TLSRoute none of whose hostnames fits any listener of its parent has Accepted False.',
    apiClause('tlsroute_types.go', 87, 91),
  ),
  requirement(
    'tlsroute.listener.wrong-protocol-reason',
    'MUST',
    'A TLSRoute on a listener of another protocol has Accepted False.',
    apiClause('tlsroute_types.go', 93, 96),
  ),
  requirement(
    'tlsroute.hostnames.original-first',
    'SHOULD',
    'Of TLSRoutes with the same intersection, the one whose own hostname is more specific goes first.',
    apiClause('tlsroute_types.go', 108, 111),
  ),
  requirement(
    'tlsroute.hostnames.original-claimed',
    'SHOULD',
    'GatewayRouteHostnameIntersectionPrecedence is claimed where routes are ordered by their own hostnames.',
    apiClause('tlsroute_types.go', 113, 115),
    ANY_CONFORMS,
  ),
  requirement(
    'tlsroute.hostnames.intersection-order',
    'MAY',
    'Routes may be ordered by the intersection of their hostnames with the listener.',
    apiClause('tlsroute_types.go', 115, 117),
    ANY_CONFORMS,
  ),
  requirement(
    'tlsroute.rules.name-unique',
    'MUST',
    'The name of a rule is unique in its route.',
    apiClause('tlsroute_types.go', 144, 144),
    REFUSED_BY_API,
  ),
  requirement(
    'tlsroute.backends.invalid-share',
    'MUST',
    'The share of connections that would go to an invalid backend is rejected.',
    apiClause('tlsroute_types.go', 153, 156),
  ),
  requirement(
    'tcproute.rules.name-unique',
    'MUST',
    'The name of a rule is unique in its route.',
    apiClause('tcproute_types.go', 67, 67),
    REFUSED_BY_API,
  ),
  requirement(
    'tcproute.backends.invalid-share',
    'MUST',
    'The share of connections that would go to an invalid backend is rejected.',
    apiClause('tcproute_types.go', 74, 77),
  ),
  requirement(
    'udproute.rules.name-unique',
    'MUST',
    'The name of a rule is unique in its route.',
    apiClause('udproute_types.go', 67, 67),
    REFUSED_BY_API,
  ),
  requirement(
    'udproute.backends.invalid-rejected',
    'MUST',
    'Datagrams for an invalid backend lead nowhere.',
    apiClause('udproute_types.go', 72, 74),
  ),
  requirement(
    'udproute.backends.invalid-share',
    'MUST',
    'The share of datagrams that would go to an invalid backend is dropped.',
    apiClause('udproute_types.go', 74, 77),
    LOST_OR_REJECTED,
  ),
] as const;
