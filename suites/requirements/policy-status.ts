import { apiClause, requirement } from './clause.ts';
import { ANY_CONFORMS, REFUSED_BY_API, SEEN_IN_RACES, TOLD_SOMEHOW } from './reasons.ts';

const FILE = 'policy_types.go';

/** BackendTLSPolicy and policies as such: further clauses. */
export const policyStatusClauses = [
  requirement(
    'policy.ancestors.first-seen',
    'MUST',
    'The controller of an ancestor adds an entry when it first sees the policy.',
    apiClause(FILE, 246, 250),
  ),
  requirement(
    'policy.ancestors.updated',
    'SHOULD',
    'Entries follow changes of the ancestor.',
    apiClause(FILE, 250, 251),
    ANY_CONFORMS,
  ),
  requirement(
    'policy.ancestors.own-only',
    'MUST',
    'A controller writes entries only for ancestors that it is responsible for.',
    apiClause(FILE, 257, 260),
  ),
  requirement(
    'policy.ancestors.map',
    'MUST',
    'Entries are told apart by ancestor and controller.',
    apiClause(FILE, 262, 264),
    SEEN_IN_RACES,
  ),
  requirement(
    'policy.ancestors.full',
    'MUST NOT',
    'An entry is added to a list that is full.',
    apiClause(FILE, 269, 271),
    REFUSED_BY_API,
  ),
  requirement(
    'policy.ancestors.full-told',
    'MUST',
    'A policy whose list is full counts as not implementable, and related objects say so.',
    apiClause(FILE, 271, 274),
    TOLD_SOMEHOW,
  ),
] as const;
