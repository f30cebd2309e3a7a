import { apiClause, requirement } from './clause.ts';
import { ANY_CONFORMS, FOR_READERS, IMPLEMENTATION_DECIDES, NO_PREFLIGHT } from './reasons.ts';

const FILE = 'httproute_types.go';

/** HTTPRoute: further clauses. */
export const httprouteCorsClauses = [
  requirement(
    'httproute.filters.cors.headers',
    'MUST',
    'The allowed headers are returned.',
    apiClause(FILE, 1538, 1540),
  ),
  requirement(
    'httproute.filters.cors.headers-with-credentials',
    'MUST NOT',
    'The wildcard is returned as the headers where credentials are allowed.',
    apiClause(FILE, 1558, 1563),
  ),
  requirement(
    'httproute.filters.cors.headers-unasked',
    'MUST',
    'Without requested headers, a wildcard with credentials gives no headers.',
    apiClause(FILE, 1563, 1565),
    NO_PREFLIGHT,
  ),
  requirement(
    'httproute.backends.app-protocol-honoured',
    'SHOULD',
    'The application protocol of the port of a Service is honoured.',
    apiClause(FILE, 1838, 1839),
    ANY_CONFORMS,
  ),
  requirement(
    'httproute.backends.app-protocol-known',
    'SHOULD',
    'The application protocols that Kubernetes names are known.',
    apiClause(FILE, 1841, 1842),
    ANY_CONFORMS,
  ),
  requirement(
    'httproute.backends.app-protocol-inferred',
    'MAY',
    'Without an application protocol it may be inferred.',
    apiClause(FILE, 1844, 1846),
    ANY_CONFORMS,
  ),
  requirement(
    'httproute.backends.unsupported-protocol',
    'MUST',
    'A backend whose application protocol the route cannot speak gives ResolvedRefs False with UnsupportedProtocol.',
    apiClause(FILE, 1848, 1850),
    IMPLEMENTATION_DECIDES,
  ),
  requirement(
    'httproute.backends.message-kind',
    'MUST',
    'The message tells which backend is of an unknown kind.',
    apiClause(FILE, 1864, 1865),
    FOR_READERS,
  ),
  requirement(
    'httproute.backends.message-missing',
    'MUST',
    'The message tells which backend does not exist.',
    apiClause(FILE, 1868, 1869),
    FOR_READERS,
  ),
  requirement(
    'httproute.backends.message-grant',
    'MUST',
    'The message tells which backend is not permitted.',
    apiClause(FILE, 1873, 1874),
    FOR_READERS,
  ),
] as const;
