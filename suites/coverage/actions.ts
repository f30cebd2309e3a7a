import { none, type Partitions } from './partitions.ts';

/** HTTPRoute: what becomes of a request that a rule has. */
export const actionInputs: Partitions = {
  'httproute.backends.service': {
    'endpoints by hand': ['HTTPRouteServiceTypes: endpoints by hand'],
    'selected pods': ['HTTPRouteServiceTypes: selected pod'],
    headless: ['HTTPRouteServiceTypes: selected pod, headless'],
    'target port by name': ['HTTPRouteServiceTypes: selected pod, named port'],
    ExternalName: none('implementations should not support it'),
  },
  'httproute.backends.service-port': {
    'the last of several ports': [
      'SpecHTTPRouteEndpointChanges: the last port of a Service whose first one leads nowhere',
    ],
    'ports with endpoints of their own': ['SpecHTTPRouteEndpointChanges: the second port, by the other slice'],
    'a port that the Service lacks': none('the specification does not name a reason for it'),
  },
  'httproute.backends.endpoints': {
    'ready and not ready': ['SpecHTTPRouteEndpointChanges: the ready one of two endpoints'],
    'several slices': ['SpecHTTPRouteEndpointChanges: the second slice, the first of which has nothing ready'],
    none: ['SpecHTTPRouteEndpointChanges: no endpoints are left'],
  },
  'httproute.backends.receives-request': {
    methods: ['SpecHTTPRouteForwarding: PATCH without a body'],
    bodies: ['SpecHTTPRouteForwarding: PUT with a body'],
    queries: ['SpecHTTPRouteForwarding: a query of one name several times'],
    'escaped characters of a query': ['SpecHTTPRouteForwarding: a query with escaped characters'],
    'punctuation of a path': ['SpecHTTPRouteForwarding: punctuation in a path'],
    'long paths': ['SpecHTTPRouteForwarding: hundreds of characters of a path'],
    'many headers': ['SpecHTTPRouteForwarding: thirty headers'],
    'several lines': ['SpecHTTPRouteForwarding: a header of several lines'],
    'escaped slashes of a path': none('gateways may refuse them, and the specification does not say'),
    HEAD: none('there is no body to tell the backend by'),
  },
  'httproute.backends.all-invalid-500': {
    'no list': ['HTTPRouteNoBackendRefs: no list of backends'],
    'an empty list': ['HTTPRouteNoBackendRefs: an empty list of backends'],
    'one, missing': ['HTTPRouteInvalidNonExistentBackendRef: the only backend'],
    'two, for different reasons': ['SpecHTTPRouteResolvedRefs: all-bad: the rule of the bad reference'],
    'another rule beside it': ['SpecHTTPRouteResolvedRefs: granted-missing: the other rule'],
  },
  'httproute.backends.invalid-share-500': {
    'half of the requests': [
      'HTTPRoutePartiallyInvalidViaInvalidReferenceGrant: the invalid half of the requests answers 500',
    ],
    'none of them': ['SpecHTTPRouteWeights: the valid backend beside an invalid one of weight 0'],
    'all of them': ['SpecHTTPRouteWeights: the invalid backend beside a valid one of weight 0'],
  },
  'httproute.backends.invalid-kind': {
    'another kind': ['HTTPRouteInvalidBackendRefUnknownKind: unknown kind'],
    'another group': ['HTTPRouteInvalidBackendRefUnknownKind: known kind of an unknown group'],
  },
  'httproute.backends.not-found': {
    'in its namespace': [
      'SpecHTTPRouteResolvedRefs: HTTPRoute/near-missing has Accepted True (Accepted), ResolvedRefs False (BackendNotFound)',
    ],
    'in another namespace, granted': [
      'SpecHTTPRouteResolvedRefs: HTTPRoute/granted-missing has Accepted True (Accepted), ResolvedRefs False (BackendNotFound)',
    ],
    'the last reference of the last rule': [
      'SpecHTTPRouteServiceChanges: HTTPRoute/last-is-missing has Accepted True (Accepted), ResolvedRefs False (BackendNotFound)',
    ],
    'there is one of the name elsewhere': ['SpecHTTPRouteResolvedRefs: near-missing: the rule of the bad reference'],
  },
  'httproute.backends.ref-not-permitted': {
    'a Service that is there': [
      'SpecHTTPRouteResolvedRefs: HTTPRoute/forbidden-there has Accepted True (Accepted), ResolvedRefs False (RefNotPermitted)',
    ],
    'a Service that is not': [
      'SpecHTTPRouteResolvedRefs: HTTPRoute/forbidden-missing has Accepted True (Accepted), ResolvedRefs False (RefNotPermitted)',
    ],
    'there is one of the name in its own namespace': [
      'SpecHTTPRouteResolvedRefs: only-near: the rule of the bad reference',
    ],
    'on the second of two parents': ['SpecHTTPRouteResolvedRefs: the second parent: the rule of the bad reference'],
  },
  'route.backendref.weight': {
    'a sum of 100': ['HTTPRouteWeight: weights 70, 30 and 0'],
    'a sum above 100': ['SpecHTTPRouteWeights: weights 900 and 300'],
    'default beside another': ['HTTPRouteWeight: default weight beside 4'],
    'one backend twice': [
      'SpecHTTPRouteWeights: three default weights, of which the first and the last are for one backend',
    ],
    'one alone': ['HTTPRouteWeight: the only backend gets everything'],
  },
  'route.backendref.weight-zero': {
    'beside others': ['HTTPRouteWeight: weights 70, 30 and 0'],
    'all but the last of sixteen': ['SpecHTTPRouteWeights: the last of sixteen, the only one that has a weight'],
    'every one': ['SpecHTTPRouteWeights: neither of two backends of weight 0'],
    'the only one': ['SpecHTTPRouteWeights: the only backend, of weight 0'],
  },
  'httproute.filters.request-headers.set': {
    'not there': ['HTTPRouteRequestHeaderModifier: set: a header that is not there'],
    there: ['HTTPRouteRequestHeaderModifier: set: a header that is there'],
    'several lines, another letter case': [
      'SpecHTTPRouteHeaderModifiers: set: every line of a header, in another letter case',
    ],
    'several names': ['HTTPRouteRequestHeaderModifier: all three at once'],
    'behind the second backend': ['SpecHTTPRouteHeaderModifiers: the second backend of a rule'],
  },
  'httproute.filters.request-headers.add': {
    'not there': ['HTTPRouteRequestHeaderModifier: add: a header that is not there'],
    there: ['HTTPRouteRequestHeaderModifier: add: a header that is there'],
    'several lines, another letter case': [
      'SpecHTTPRouteHeaderModifiers: add: behind several lines, in another letter case',
    ],
    'the same value': ['SpecHTTPRouteHeaderModifiers: add: the value that is there already'],
    'several values': ['HTTPRouteRequestHeaderModifier: add: several values at once'],
  },
  'httproute.filters.request-headers.remove': {
    'not there': ['HTTPRouteRequestHeaderModifier: remove: a header that is not there'],
    there: ['HTTPRouteRequestHeaderModifier: remove: a header that is there'],
    'several lines': ['SpecHTTPRouteHeaderModifiers: remove: every line of a header'],
    'several names, another letter case': [
      'SpecHTTPRouteHeaderModifiers: remove: the last two of three names, in another letter case',
    ],
    'one that the match asks for': ['SpecHTTPRouteHeaderModifiers: match on a header that is removed'],
  },
  'httproute.filters.core': {
    'rules without filter beside': ['SpecHTTPRouteHeaderModifiers: the rule behind them, which has no filter'],
    'routes without filter beside': ['SpecHTTPRouteHeaderModifiers: a route without filters'],
  },
  'httproute.filters.redirect.hostname': {
    given: ['HTTPRouteRedirectHostAndStatus: another host, 302 by default'],
    'that of the request': ['HTTPRouteRedirectHostAndStatus: no host: that of the request'],
  },
  'httproute.filters.redirect.status': {
    'by default': ['HTTPRouteRedirectHostAndStatus: another host, 302 by default'],
    301: ['HTTPRouteRedirectHostAndStatus: another host and 301'],
    302: ['HTTPRouteRedirectHostAndStatus: another host and 302, said so'],
    'other codes': none('extended features'),
  },
  'httproute.filters.redirect.keeps-path': {
    'a path': ['HTTPRouteRedirectHostAndStatus: the path is kept'],
    'a query': none('the specification says nothing of it'),
  },
};
