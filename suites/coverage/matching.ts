import { none, type Partitions } from './partitions.ts';

/** HTTPRoute: what a request must be like for a rule to have it. */
export const matchingInputs: Partitions = {
  'httproute.hostnames.select': {
    'a hostname of the route': ['SpecHTTPRouteHostnames: the first of three hostnames'],
    'the last of several': ['SpecHTTPRouteHostnames: the third, which is a wildcard'],
    'the last of as many as there may be': ['SpecHTTPRouteLargest: hostname 16 of 16'],
    'another letter case': ['SpecHTTPRouteHostnames: the first in another letter case, with a port'],
    'a label more': ['SpecHTTPRouteHostnames: a label under the first'],
    'letters more': ['SpecHTTPRouteHostnames: letters before the first'],
    'a letter less': ['SpecHTTPRouteHostnames: the first without its first letter'],
    'no route has it': ['HTTPRouteSimpleSameNamespace: hostname that no route names'],
    'a dot at its end': ['SpecHTTPRouteHostnames: the first with a dot at its end, which may be the same or none'],
  },
  'httproute.hostnames.ignore-port': {
    'the port of the listener': ['SpecHTTPRouteHostnames: its bare domain with a port'],
    'another port, exact name': ['HTTPRouteHostnameIntersection: a port in the Host header'],
    'another port, wildcard': ['SpecHTTPRouteHostnames: with a port'],
  },
  'httproute.hostnames.wildcard': {
    'one label': ['SpecHTTPRouteHostnames: one label under a wildcard'],
    'several labels': ['SpecHTTPRouteHostnames: three labels under it'],
    'no label': ['SpecHTTPRouteHostnames: its bare domain'],
    'letters before the domain': ['SpecHTTPRouteHostnames: its domain with letters before it instead of a label'],
    'a label before such letters': ['SpecHTTPRouteHostnames: a label under such a domain'],
  },
  'httproute.hostnames.precedence': {
    'exact before wildcard': ['HTTPRouteMatchingAcrossRoutes: an exact hostname before a wildcard with a better path'],
    'longer wildcard before shorter': ['SpecHTTPRouteHostnames: one label under the longer wildcard'],
    'what the longer one leaves': ['SpecHTTPRouteHostnames: the domain of the longer wildcard'],
  },
  'httproute.hostnames.outside-listener-ignored': {
    'exact name outside': ['HTTPRouteHostnameIntersection: route name that the listener lacks'],
    'wildcard outside': ['HTTPRouteHostnameIntersection: route wildcard that the listener lacks'],
    'wildcard around the listener': ['HTTPRouteHostnameIntersection: name under the route wildcard only'],
  },
  'httproute.rules.any-match': {
    'no matches': ['HTTPRouteMatching: the root'],
    'the first of several': ['SpecHTTPRouteMatchCombinations: both headers of the first match'],
    'one without what those before it ask for': [
      'SpecHTTPRouteMatchCombinations: the second match, which has no headers',
      'SpecHTTPRouteMatchCombinations: the third match, by the name that the first one has second',
    ],
    'the last of several': ['SpecHTTPRouteMatchCombinations: the last of four paths'],
    'the last of as many as there may be': [
      'SpecHTTPRouteLargest: match 64 of 64',
      'SpecHTTPRouteLargest: rule 16 of 16',
    ],
    'parts of two of them': ['SpecHTTPRouteMatchCombinations: values of different matches'],
    'every method': ['SpecHTTPRouteForwarding: OPTIONS without a body'],
  },
  'httproute.match.all-parts': {
    'path and headers': ['HTTPRouteMatching: both parts of a match'],
    'path alone': ['SpecHTTPRouteMatchCombinations: its path alone'],
    'headers alone': ['SpecHTTPRouteMatchCombinations: its headers with another path'],
  },
  'httproute.match.path.exact': {
    'the very path': ['HTTPRouteExactPathMatching: the first path'],
    'the root': ['HTTPRouteExactPathMatching: the root'],
    'a slash more': ['HTTPRouteExactPathMatching: a trailing slash more'],
    'a slash less': ['HTTPRouteExactPathMatching: a trailing slash less'],
    'a letter more': ['SpecHTTPRouteMatchCombinations: an exact path with more behind it'],
    'a letter less': ['SpecHTTPRouteMatchCombinations: a beginning of an exact path'],
    'an element before it': ['SpecHTTPRouteMatchCombinations: an exact path below another element'],
    'letter case': ['HTTPRouteExactPathMatching: another letter case'],
    'a query': ['SpecHTTPRouteMatchCombinations: an exact path with a query'],
    'characters of patterns': ['SpecHTTPRouteMatchCombinations: another character for it'],
    'escaped characters': ['SpecHTTPRouteUnusualPaths: an escaped character, as the match has it'],
    'other escaped characters': ['SpecHTTPRouteUnusualPaths: another escaped character'],
    'two slashes, dot segments': none('the specification does not say whether paths are normalised before the match'),
  },
  'httproute.match.path.prefix': {
    'two slashes': ['SpecHTTPRouteUnusualPaths: two slashes below the prefix'],
    'dot segments that stay below it': ['SpecHTTPRouteUnusualPaths: a dot segment below the prefix'],
    'dot segments that leave it': ['SpecHTTPRouteUnusualPaths: dot segments that lead from one prefix to another'],
    'escaped characters': ['SpecHTTPRouteUnusualPaths: an escaped letter below the prefix'],
    'the prefix itself': ['HTTPRouteMatching: the prefix itself'],
    'a slash behind it': ['HTTPRouteMatching: the prefix with a trailing slash'],
    'elements below': ['SpecHTTPRouteMatchCombinations: the second of four paths, with what is below it'],
    'a prefix with a trailing slash': ['HTTPRouteMatching: a prefix whose own trailing slash plays no part'],
    'letters behind it': ['SpecHTTPRouteMatchCombinations: a prefix that goes on without a slash'],
    'a letter less': ['SpecHTTPRouteMatchCombinations: a beginning of a prefix'],
    'an element before it': ['SpecHTTPRouteMatchCombinations: a prefix below another element'],
    'letter case': ['SpecHTTPRouteMatchCombinations: a prefix in another letter case'],
    'characters of patterns': ['SpecHTTPRouteMatchCombinations: another character for that'],
  },
  'httproute.match.headers.exact': {
    'the value': ['HTTPRouteHeaderMatching: the value of the first rule'],
    'more behind it': ['SpecHTTPRouteMatchCombinations: a header value with more behind it'],
    'more before it': ['SpecHTTPRouteMatchCombinations: a header value with more before it'],
    'less of it': ['SpecHTTPRouteMatchCombinations: a beginning of the header value'],
    'letter case': ['SpecHTTPRouteMatchCombinations: a header value in another letter case'],
    words: ['SpecHTTPRouteMatchCombinations: a value of two words'],
    'hundreds of characters': ['SpecHTTPRouteMatchCombinations: a value of hundreds of characters'],
    'characters of patterns': ['SpecHTTPRouteMatchCombinations: what such a pattern would match'],
    'several lines': none('implementation-specific: the specification leaves open how repeated headers are matched'),
  },
  'httproute.match.headers.name-case': {
    'capitals sent': ['HTTPRouteHeaderMatching: name in capitals'],
    'capitals in the route': ['HTTPRouteHeaderMatching: name in mixed case, several headers'],
  },
  'httproute.match.headers.first-equivalent': {
    'two names in different case': ['HTTPRouteHeaderMatching: first of two matches for one header name'],
  },
  'httproute.match.headers.all': {
    'all of them': ['SpecHTTPRouteMatchCombinations: two headers of a match'],
    'the first alone': ['SpecHTTPRouteMatchCombinations: the first of two headers'],
    'the last alone': ['SpecHTTPRouteMatchCombinations: the second of two headers'],
    'values exchanged': ['SpecHTTPRouteMatchCombinations: the values of two names exchanged'],
  },
  'httproute.precedence.criteria': {
    'exact path before prefix with headers': [
      'SpecHTTPRoutePrecedence: list: an exact path before the same prefix with headers',
    ],
    'longer prefix before headers': [
      'SpecHTTPRoutePrecedence: list: a longer prefix before a shorter one with headers',
    ],
    'prefix longer by a character': ['SpecHTTPRoutePrecedence: list: a prefix longer by one character'],
    'one header before none': ['SpecHTTPRoutePrecedence: list: one header before none'],
    'three headers before two': ['SpecHTTPRoutePrecedence: list: three headers before two'],
    'headers of exact paths': ['SpecHTTPRoutePrecedence: list: two headers before one of another name'],
    'the better one last by list': ['SpecHTTPRoutePrecedence: list: one header before none'],
    'the better one last by name': ['SpecHTTPRoutePrecedence: late: one header before none'],
    'the better one first by name': ['SpecHTTPRoutePrecedence: early: one header before none'],
    'the worse one alone fits': ['SpecHTTPRoutePrecedence: the worse match where the better one is not satisfied'],
    methods: none('method matches are an extended feature'),
    'query parameters': none('query parameter matches are an extended feature'),
  },
  'httproute.precedence.oldest-route': {
    'older, last by name': ['HTTPRouteMatchingAcrossRoutes: the older of two routes, though last by name'],
    'older, last by namespace and name': [
      'SpecHTTPRoutePrecedence: the older route, though the younger is first by namespace and name',
    ],
  },
  'httproute.precedence.alphabetical': {
    'one namespace, two names': ['HTTPRouteMatchingAcrossRoutes: of two routes of one age the first by name'],
    'two namespaces, names the other way round': [
      'SpecHTTPRoutePrecedence: of two routes of one age the first by namespace, though last by name',
    ],
  },
  'httproute.precedence.first-rule': {
    'equal rules': ['HTTPRouteRuleOrder: equal paths and headers'],
    'three of them, the first by its second match': [
      'SpecHTTPRoutePrecedence: the first of equal rules, though it is the second match there',
    ],
    'the first one invalid': ['HTTPRouteRuleOrder: the first of two is invalid'],
  },
  'httproute.no-rule-404': {
    'no rule of the route': ['HTTPRouteExactPathMatching: a path below'],
    'no route of the listener': ['HTTPRouteSimpleSameNamespace: hostname that no route names'],
  },
};
