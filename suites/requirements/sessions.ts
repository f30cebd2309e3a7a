import { apiClause, clause, requirement } from './clause.ts';
import { EITHER_ENDPOINT } from './reasons.ts';

const gep = (first: number, last: number) => clause('geps/gep-1619/index.md', first, last);

/** Sessions of HTTPRoute and GRPCRoute. Asked only of who claims a feature that GEP-1619 names. */
export const sessionRequirements = [
  requirement(
    'session.persistence.same-endpoint',
    'MUST',
    'A client that returns the cookie or the header of the first answer is led to the endpoint that gave it.',
    gep(893, 914),
  ),
  requirement(
    'session.persistence.weights',
    'MUST NOT',
    'A session has a say in which backend is chosen: weights decide, and the session only among the endpoints of one backend.',
    gep(616, 619),
  ),
  requirement(
    'session.persistence.session-cookie',
    'MUST NOT',
    'A cookie that lives as long as the session has Expires or Max-Age.',
    gep(678, 692),
  ),
  requirement(
    'session.persistence.permanent-cookie',
    'MUST',
    'A permanent cookie has Expires or Max-Age, for the absolute time-out.',
    gep(684, 692),
  ),
  requirement(
    'session.persistence.several-cookies',
    'MUST',
    'A session is kept whatever other cookies the client brings.',
    gep(735, 742),
  ),
  requirement(
    'session.persistence.absolute-timeout',
    'MUST',
    'A session ends with the absolute time-out.',
    apiClause('shared_types.go', 930, 937),
    EITHER_ENDPOINT,
  ),
] as const;
