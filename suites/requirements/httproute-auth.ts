import { apiClause, requirement } from './clause.ts';
import { EXTERNAL_AUTH } from './reasons.ts';

const FILE = 'httproute_types.go';

/** HTTPRoute: external authorisation. */
export const httprouteAuthClauses = [
  requirement(
    'httproute.filters.external-auth.authenticates',
    'MUST',
    'The external service authenticates the request.',
    apiClause(FILE, 942, 943),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.authorises',
    'MAY',
    'The external service authorises the request, too.',
    apiClause(FILE, 943, 944),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.fails-closed',
    'MUST',
    'A request is refused where the external service cannot be asked.',
    apiClause(FILE, 946, 947),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.grpc',
    'MUST',
    'A service of protocol GRPC is asked by the protocol of Envoy.',
    apiClause(FILE, 1661, 1664),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.http-codes',
    'MUST',
    'A service of protocol HTTP answers 200 for what it allows; all else is refused.',
    apiClause(FILE, 1666, 1668),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.backend',
    'MUST',
    'The backend speaks the protocol that is named.',
    apiClause(FILE, 1682, 1683),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.defaults',
    'MUST',
    'Settings that are not given have their defaults.',
    apiClause(FILE, 1695, 1705),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.grpc-headers',
    'MUST',
    'The headers that are listed are sent, or all where none are.',
    apiClause(FILE, 1738, 1740),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.path-sanitised',
    'MUST',
    'The path is sanitised before use.',
    apiClause(FILE, 1756, 1759),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.http-headers',
    'MUST',
    'The usual headers are always sent, and those that are listed.',
    apiClause(FILE, 1769, 1778),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.content-length',
    'MUST',
    'Content-Length is that of what is sent.',
    apiClause(FILE, 1780, 1788),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.response-headers',
    'MUST',
    'The headers that are listed are copied from the answer, or all where none are.',
    apiClause(FILE, 1798, 1799),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.body-too-large',
    'MUST',
    'A request whose body is larger than what is forwarded is refused with 4xx.',
    apiClause(FILE, 1714, 1717),
    EXTERNAL_AUTH,
  ),
  requirement(
    'httproute.filters.external-auth.body-truncated',
    'MUST',
    'A body that is larger than the bound is sent up to it.',
    apiClause(FILE, 1813, 1816),
    EXTERNAL_AUTH,
  ),
] as const;
