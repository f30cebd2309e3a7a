import { apiClause, requirement } from './clause.ts';
import { ANY_CONFORMS } from './reasons.ts';

const FILE = 'gateway_types.go';

/** Listeners: further clauses. */
export const listenerStatusClauses = [
  requirement(
    'listener.conflicted.unserved',
    'SHOULD NOT',
    'The port of a conflicted listener is open.',
    apiClause(FILE, 1636, 1639),
    ANY_CONFORMS,
  ),
  requirement(
    'listener.programmed.present',
    'SHOULD',
    'A listener always has the condition Programmed, with its generation.',
    apiClause(FILE, 1805, 1806),
    ANY_CONFORMS,
  ),
  requirement(
    'listener.programmed.unknown',
    'SHOULD',
    'Programmed is Unknown as long as it cannot be told.',
    apiClause(FILE, 1808, 1810),
    ANY_CONFORMS,
  ),
  requirement(
    'listener.overlapping.detected',
    'MUST',
    'Overlapping hostnames of TLS listeners on one port are told by OverlappingTLSConfig.',
    apiClause(FILE, 1862, 1866),
  ),
  requirement(
    'listener.overlapping.every-one',
    'MUST',
    'Every listener that overlaps with another one has OverlappingTLSConfig, and the others have not.',
    apiClause(FILE, 1865, 1874),
  ),
  requirement(
    'listener.overlapping.certificates',
    'MAY',
    'Overlapping certificates may be told by OverlappingTLSConfig.',
    apiClause(FILE, 1862, 1863),
    ANY_CONFORMS,
  ),
  requirement(
    'listener.overlapping.certificates-first',
    'SHOULD',
    'Where hostnames and certificates overlap, the reason is OverlappingCertificates.',
    apiClause(FILE, 1881, 1882),
    ANY_CONFORMS,
  ),
  requirement(
    'listener.overlapping.never-false',
    'MUST NOT',
    'OverlappingTLSConfig is there with the status False.',
    apiClause(FILE, 1884, 1885),
  ),
  requirement(
    'listener.ready.reserved',
    'SHOULD NOT',
    'The condition Ready is used.',
    apiClause(FILE, 1901, 1903),
    ANY_CONFORMS,
  ),
] as const;
