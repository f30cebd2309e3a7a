import { apiClause, requirement } from './clause.ts';

/** HTTPRoute: hostnames, matches and precedence. */
export const httpRouteMatchingRequirements = [
  requirement(
    'httproute.hostnames.select',
    'MUST',
    'The hostnames of a route are matched against the Host header.',
    apiClause('httproute_types.go', 62, 64),
  ),
  requirement(
    'httproute.hostnames.ignore-port',
    'MUST',
    'A port in the Host header plays no part in the match.',
    apiClause('httproute_types.go', 63, 65),
  ),
  requirement(
    'httproute.hostnames.forward-host',
    'MUST',
    'Without a filter that says otherwise, the Host header reaches the backend unmodified.',
    apiClause('httproute_types.go', 65, 66),
  ),
  requirement(
    'httproute.hostnames.wildcard',
    'MUST',
    'A wildcard hostname matches by suffix, over one label or several, but not the bare domain.',
    apiClause('httproute_types.go', 89, 91),
  ),
  requirement(
    'httproute.hostnames.outside-listener-ignored',
    'MUST',
    'Hostnames of a route that do not fit the hostname of the listener are ignored there.',
    apiClause('httproute_types.go', 93, 97),
  ),
  requirement(
    'httproute.hostnames.no-intersection',
    'MUST',
    'A route none of whose hostnames fits any listener has Accepted False.',
    apiClause('httproute_types.go', 99, 102),
  ),
  requirement(
    'httproute.hostnames.precedence',
    'MUST',
    'Of routes with overlapping hostnames, the one with the longest matching exact name goes first, then the one with the longest matching name.',
    apiClause('httproute_types.go', 104, 109),
  ),
  requirement(
    'httproute.rules.any-match',
    'MUST',
    'A rule applies when any one of its matches is satisfied; without matches it applies to every request.',
    apiClause('httproute_types.go', 162, 190),
  ),
  requirement(
    'httproute.no-rule-404',
    'MUST',
    'A request that no rule of the attached routes matches is answered 404.',
    apiClause('httproute_types.go', 216, 217),
  ),
  requirement(
    'httproute.match.all-parts',
    'MUST',
    'A match is satisfied only when all its parts are, path and headers alike.',
    apiClause('httproute_types.go', 768, 770),
  ),
  requirement(
    'httproute.match.path.exact',
    'MUST',
    'An exact path matches that very path and no other, letter case and trailing slash included.',
    apiClause('httproute_types.go', 524, 527),
  ),
  requirement(
    'httproute.match.path.prefix',
    'MUST',
    'A path prefix is compared by whole path elements and with regard to letter case; a trailing slash of the prefix plays no part.',
    apiClause('httproute_types.go', 529, 538),
  ),
  requirement(
    'httproute.match.regular-expression',
    'MUST',
    'Where a route with a regular expression is taken, the value is matched by it, in a path with regard to letter case.',
    apiClause('httproute_types.go', 541, 549),
  ),
  requirement(
    'httproute.match.headers.exact',
    'MUST',
    'A header match compares the whole value exactly.',
    apiClause('httproute_types.go', 622, 637),
  ),
  requirement(
    'httproute.match.headers.name-case',
    'MUST',
    'Header names are matched without regard to letter case.',
    apiClause('httproute_types.go', 638, 639),
  ),
  requirement(
    'httproute.match.headers.first-equivalent',
    'MUST',
    'Of several header matches with equivalent names only the first counts.',
    apiClause('httproute_types.go', 641, 645),
  ),
  requirement(
    'httproute.match.headers.all',
    'MUST',
    'All headers of a match are needed.',
    apiClause('httproute_types.go', 793, 795),
  ),
  requirement(
    'httproute.precedence.criteria',
    'MUST',
    'Across all rules the exact path goes first, then the longest prefix, then the largest number of headers.',
    apiClause('httproute_types.go', 192, 201),
  ),
  requirement(
    'httproute.precedence.oldest-route',
    'MUST',
    'Of routes that are still equal the oldest goes first.',
    apiClause('httproute_types.go', 205, 208),
  ),
  requirement(
    'httproute.precedence.alphabetical',
    'MUST',
    'Of routes of the same age the first in the order of namespace/name goes first.',
    apiClause('httproute_types.go', 205, 210),
  ),
  requirement(
    'httproute.precedence.first-rule',
    'MUST',
    'Of equal rules of a route the first in the list goes first, even when its backends are invalid.',
    apiClause('httproute_types.go', 212, 214),
  ),
];
