import { apiClause, requirement } from './clause.ts';

const clause = (first: number, last: number) => apiClause('httproute_types.go', first, last);

/** HTTPRoute: what an implementation may claim beyond the core. */
export const httpRouteExtendedRequirements = [
  requirement(
    'httproute.match.query.exact',
    'MUST',
    'A query parameter match compares name and value exactly.',
    clause(691, 734),
  ),
  requirement('httproute.match.query.all', 'MUST', 'All query parameters of a match are needed.', clause(803, 813)),
  requirement(
    'httproute.match.query.first-equivalent',
    'MUST',
    'Of several query parameter matches with the same name only the first counts.',
    clause(713, 716),
    'the API server takes no two matches with the same name',
  ),
  requirement(
    'httproute.match.method',
    'MUST',
    'A method match takes requests of that method and no others.',
    clause(815, 822),
  ),
  requirement(
    'httproute.precedence.method',
    'MUST',
    'Among equal paths a match on the method goes before one on more headers, and those before more query parameters.',
    clause(192, 203),
  ),
  requirement(
    'httproute.filters.redirect.path.full',
    'MUST',
    'ReplaceFullPath redirects to this path, whatever the path of the request.',
    clause(1262, 1269),
  ),
  requirement(
    'httproute.filters.redirect.path.prefix',
    'MUST',
    'ReplacePrefixMatch redirects to the path with its matched prefix replaced.',
    clause(1197, 1224),
  ),
  requirement(
    'httproute.filters.redirect.port',
    'MUST',
    'A redirect leads to the port that it names.',
    clause(1271, 1275),
  ),
  requirement(
    'httproute.filters.redirect.scheme',
    'MUST',
    'A redirect leads to the scheme that it names, and without a port of its own to the well-known one of that scheme.',
    clause(1239, 1283),
  ),
  requirement(
    'httproute.filters.redirect.extended-codes',
    'MUST',
    'A redirect has the status code that it names: 303, 307 and 308, too.',
    clause(1300, 1321),
  ),
  requirement(
    'httproute.filters.rewrite.hostname',
    'MUST',
    'The Host header is replaced on its way to the backend.',
    clause(1330, 1336),
  ),
  requirement(
    'httproute.filters.rewrite.path.full',
    'MUST',
    'ReplaceFullPath replaces the path of the request, and leaves its query.',
    clause(1190, 1195),
  ),
  requirement(
    'httproute.filters.rewrite.path.prefix',
    'MUST',
    'ReplacePrefixMatch replaces the matched prefix by whole path elements, as the table of the specification shows.',
    clause(1197, 1224),
  ),
  requirement(
    'httproute.filters.response-headers.set',
    'MUST',
    'set replaces all values of a response header, or adds the header.',
    clause(1079, 1099),
  ),
  requirement(
    'httproute.filters.response-headers.add',
    'MUST',
    'add appends to the values that a response header has already.',
    clause(1101, 1122),
  ),
  requirement(
    'httproute.filters.response-headers.remove',
    'MUST',
    'remove takes away response headers, whose names are compared without regard to letter case.',
    clause(1124, 1145),
  ),
  requirement(
    'httproute.filters.backend',
    'MUST',
    'Filters of a backend are applied to just the requests that are sent to it.',
    clause(1896, 1911),
  ),
  requirement(
    'httproute.rules.name',
    'MUST',
    'Rules may have names, which change nothing of what they do.',
    clause(156, 160),
  ),
  requirement(
    'httproute.timeouts.request',
    'MUST',
    'A request that is not answered within the request timeout gets a timeout error; 0s disables the timeout.',
    clause(350, 362),
  ),
  requirement(
    'httproute.timeouts.backend-request',
    'MUST',
    'A backend that has not answered within its timeout is given up; 0s disables the timeout.',
    clause(376, 386),
  ),
  requirement(
    'httproute.backends.app-protocol',
    'MUST',
    'A backend is spoken to in the protocol that the appProtocol of its Service port names, where that is supported.',
    clause(1884, 1890),
  ),
  requirement(
    'httproute.filters.mirror',
    'MUST',
    'A copy of each request is sent to the backend of the filter, whose answers are ignored.',
    clause(904, 917),
  ),
  requirement(
    'httproute.filters.mirror.several',
    'MUST',
    'Where a rule has several mirror filters, a copy goes to the backend of each.',
    clause(908, 910),
  ),
  requirement(
    'httproute.filters.cors.origin',
    'MUST',
    'Requests from an allowed origin, exact or by wildcard, are told so in Access-Control-Allow-Origin, and others are not.',
    clause(1404, 1466),
  ),
  requirement(
    'httproute.filters.cors.credentials',
    'MUST',
    'Access-Control-Allow-Credentials is true where credentials are allowed, and absent elsewhere.',
    clause(1468, 1481),
  ),
  requirement(
    'httproute.filters.cors.preflight',
    'MUST',
    'A preflight request is answered with the methods, headers and age of the filter.',
    clause(1483, 1634),
  ),
];
