import { apiClause, requirement } from './clause.ts';

/** HTTPRoute: backends and filters. */
export const httpRouteActionRequirements = [
  requirement(
    'httproute.backends.service',
    'MUST',
    "A rule leads to a Service in the route's own namespace without further permission, however its endpoints came to be.",
    apiClause('object_reference_types.go', 113, 142),
  ),
  requirement(
    'httproute.backends.service-port',
    'MUST',
    'The port of a backend is that of the Service, which leads to the target port of that name or number.',
    apiClause('object_reference_types.go', 149, 153),
  ),
  requirement(
    'httproute.backends.endpoints',
    'MUST',
    'Traffic for a Service goes to its ready endpoints, as they are now; without any it is answered with an error.',
    apiClause('httproute_types.go', 273, 301),
  ),
  requirement(
    'httproute.backends.receives-request',
    'MUST',
    'A matching request is sent to the backend as it is: method, target, headers and body.',
    apiClause('httproute_types.go', 273, 274),
  ),
  requirement(
    'httproute.backends.all-invalid-500',
    'MUST',
    'A rule without filters, all of whose backends are invalid or that has none, answers 500.',
    apiClause('httproute_types.go', 279, 281),
  ),
  requirement(
    'httproute.backends.invalid-share-500',
    'MUST',
    'The share of requests that would go to an invalid backend is answered 500.',
    apiClause('httproute_types.go', 286, 294),
  ),
  requirement(
    'httproute.backends.invalid-kind',
    'MUST',
    'A backend of an unknown kind gives ResolvedRefs False with InvalidKind.',
    apiClause('httproute_types.go', 1863, 1865),
  ),
  requirement(
    'httproute.backends.not-found',
    'MUST',
    'A backend that does not exist gives ResolvedRefs False with BackendNotFound.',
    apiClause('httproute_types.go', 1867, 1869),
  ),
  requirement(
    'httproute.backends.ref-not-permitted',
    'MUST',
    'A backend in another namespace that no grant allows gives ResolvedRefs False with RefNotPermitted.',
    apiClause('httproute_types.go', 1871, 1874),
  ),
  requirement(
    'httproute.filters.core',
    'MUST',
    'Every implementation supports the core filters.',
    apiClause('httproute_types.go', 244, 244),
  ),
  requirement(
    'httproute.filters.request-headers.set',
    'MUST',
    'set replaces all values of a request header, or adds the header.',
    apiClause('httproute_types.go', 1079, 1093),
  ),
  requirement(
    'httproute.filters.request-headers.add',
    'MUST',
    'add appends to the values that a request header has already.',
    apiClause('httproute_types.go', 1101, 1116),
  ),
  requirement(
    'httproute.filters.request-headers.remove',
    'MUST',
    'remove takes away request headers, whose names are compared without regard to letter case.',
    apiClause('httproute_types.go', 1124, 1140),
  ),
  requirement(
    'httproute.filters.redirect.hostname',
    'MUST',
    'A redirect leads to the hostname of the filter, or else to the hostname of the request.',
    apiClause('httproute_types.go', 1253, 1257),
  ),
  requirement(
    'httproute.filters.redirect.status',
    'MUST',
    'A redirect answers with the status code of the filter, 302 by default.',
    apiClause('httproute_types.go', 1300, 1309),
  ),
  requirement(
    'httproute.filters.redirect.keeps-path',
    'MUST',
    'A redirect that says nothing of the path keeps it.',
    apiClause('httproute_types.go', 1262, 1264),
  ),
  requirement(
    'httproute.filters.redirect.keeps-scheme',
    'MUST',
    'A redirect that says nothing of scheme and port keeps the scheme and leads to the port of the listener.',
    apiClause('httproute_types.go', 1274, 1282),
  ),
];
