import { apiClause, requirement } from './clause.ts';
import {
  ANY_CONFORMS,
  ASKED_OF_USERS,
  DOCUMENTED,
  NEEDS_OTHER_CRDS,
  REFUSED_BY_API,
  SEEN_IN_RACES,
} from './reasons.ts';

const FILE = 'gatewayclass_types.go';

/** GatewayClass: what its clauses ask beside its status. */
export const gatewayClassSpecClauses = [
  requirement(
    'gatewayclass.changes-not-propagated',
    'MAY',
    'Changes of a class need not reach the Gateways that it has already.',
    apiClause(FILE, 37, 43),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.propagation-documented',
    'MUST',
    'That changes of a class reach its Gateways is documented where it is so.',
    apiClause(FILE, 41, 43),
    DOCUMENTED,
  ),
  requirement(
    'gatewayclass.finalizer',
    'SHOULD',
    'A class that Gateways use has a finalizer that keeps it from being deleted.',
    apiClause(FILE, 45, 48),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.name',
    'SHOULD',
    'The name of a class is a label of at most 63 characters.',
    apiClause(FILE, 52, 53),
    ASKED_OF_USERS,
  ),
  requirement(
    'gatewayclass.status.every-own',
    'MUST',
    'Every class that names a controller has a status of it.',
    apiClause(FILE, 65, 66),
  ),
  requirement(
    'gatewayclass.controller-name',
    'MUST',
    'The name of a controller is a path with a domain before it.',
    apiClause(FILE, 82, 83),
    REFUSED_BY_API,
  ),
  requirement(
    'gatewayclass.parameters.invalid',
    'SHOULD',
    'A class whose parametersRef leads to nothing, to an unsupported kind or to malformed data has Accepted False with InvalidParameters.',
    apiClause(FILE, 103, 106),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.parameters.namespace',
    'MUST',
    'A reference to parameters that belong to no namespace names none.',
    apiClause(FILE, 142, 144),
    ASKED_OF_USERS,
  ),
  requirement(
    'gatewayclass.accepted.message',
    'SHOULD',
    'A class that is not accepted says why, by reason and message.',
    apiClause(FILE, 166, 168),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.supported-version.set',
    'MUST',
    'A controller that accepts a class also says by SupportedVersion whether it supports the installed version of the API.',
    apiClause(FILE, 217, 219),
  ),
  requirement(
    'gatewayclass.supported-version.unknown',
    'MUST',
    'SupportedVersion is False where a definition of the API has no version, or one that is not supported.',
    apiClause(FILE, 221, 225),
    NEEDS_OTHER_CRDS,
  ),
  requirement(
    'gatewayclass.supported-version.best-effort',
    'MAY',
    'A class may be accepted although the version of the API is not supported.',
    apiClause(FILE, 227, 230),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.supported-version.refused',
    'MAY',
    'A class may be refused with UnsupportedVersion where the version of the API is not supported.',
    apiClause(FILE, 232, 234),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.supported-version.message',
    'SHOULD',
    'Where the version is not supported, the message tells those that are installed and that are supported.',
    apiClause(FILE, 254, 257),
    ANY_CONFORMS,
  ),
  requirement(
    'gatewayclass.status.read-modify-write',
    'MUST',
    'The conditions of a class are changed from their newest state.',
    apiClause(FILE, 278, 281),
    SEEN_IN_RACES,
  ),
  requirement(
    'gatewayclass.status.keeps-foreign-conditions',
    'MUST NOT',
    'A condition of a class that the controller is not responsible for is removed, changed or reordered.',
    apiClause(FILE, 282, 285),
  ),
  requirement(
    'gatewayclass.status.one-of-type',
    'MUST',
    'A class has one condition of each type.',
    apiClause(FILE, 286, 288),
    REFUSED_BY_API,
  ),
  requirement(
    'gatewayclass.status.newer-generation',
    'MUST NOT',
    'A condition of a class that is about a newer generation than the controller knows is overwritten.',
    apiClause(FILE, 291, 294),
    SEEN_IN_RACES,
  ),
  requirement(
    'gatewayclass.supported-features.sorted',
    'MUST',
    'The supported features of a class are in alphabetical order.',
    apiClause(FILE, 305, 306),
  ),
] as const;
