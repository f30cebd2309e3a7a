import { apiClause, requirement } from './clause.ts';
import { ANY_CONFORMS, FOR_READERS, IMPLEMENTATION_DECIDES, SPECIFIC_FILTERS } from './reasons.ts';

const FILE = 'grpcroute_types.go';

/** GRPCRoute: further clauses. */
export const grpcrouteFiltersClauses = [
  requirement(
    'grpcroute.backends.app-protocol-inferred',
    'MAY',
    'Without an application protocol it may be inferred.',
    apiClause(FILE, 615, 617),
    ANY_CONFORMS,
  ),
  requirement(
    'grpcroute.backends.unsupported-protocol',
    'MUST',
    'A backend that the route cannot speak to gives ResolvedRefs False with UnsupportedProtocol.',
    apiClause(FILE, 619, 621),
    IMPLEMENTATION_DECIDES,
  ),
  requirement(
    'grpcroute.backends.invalid-kind',
    'MUST',
    'A backend of an unknown kind gives ResolvedRefs False with InvalidKind.',
    apiClause(FILE, 634, 636),
  ),
  requirement(
    'grpcroute.backends.messages',
    'MUST',
    'The message tells what is wrong with a backend.',
    apiClause(FILE, 627, 630),
    FOR_READERS,
  ),
  requirement(
    'grpcroute.backends.filters',
    'MUST',
    'Filters of a backend are executed for the calls that it gets, and for no others.',
    apiClause(FILE, 664, 665),
    SPECIFIC_FILTERS,
  ),
] as const;
