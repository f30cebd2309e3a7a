import { apiClause, requirement } from './clause.ts';
import {
  ANY_CONFORMS,
  DOCUMENTED,
  IMPLEMENTATION_DECIDES,
  REFUSED_BY_API,
  SEEN_IN_RACES,
  SHOWN_UNCLAIMED,
} from './reasons.ts';

const FILE = 'gateway_types.go';

/** Gateway: further clauses. */
export const gatewayStatusClauses = [
  requirement(
    'gateway.tls.frontend.further-checks',
    'MAY',
    'The content of authorities may be checked further.',
    apiClause(FILE, 874, 875),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.tls.frontend.further-reason',
    'MUST',
    'Authorities that fail further checks give a reason of the implementation.',
    apiClause(FILE, 875, 876),
    IMPLEMENTATION_DECIDES,
  ),
  requirement(
    'gateway.tls.frontend.several',
    'MAY',
    'Several references to authorities may be supported.',
    apiClause(FILE, 884, 886),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.tls.frontend.valid-only',
    'MUST',
    'With AllowValidOnly a client shows a certificate in the handshake, which must pass validation.',
    apiClause(FILE, 934, 935),
  ),
  requirement(
    'gateway.addresses.not-assigned',
    'MUST',
    'Where an address without a value is not supported, Programmed is False with AddressNotAssigned.',
    apiClause(FILE, 1067, 1068),
    SHOWN_UNCLAIMED,
  ),
  requirement(
    'gateway.status.vocabulary',
    'SHOULD',
    'Conditions of a Gateway use the types and reasons that the API defines.',
    apiClause(FILE, 1138, 1141),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.status.read-modify-write',
    'MUST',
    'The conditions of a Gateway are changed from their newest state.',
    apiClause(FILE, 1159, 1162),
    SEEN_IN_RACES,
  ),
  requirement(
    'gateway.status.one-of-type',
    'MUST',
    'A Gateway has one condition of each type.',
    apiClause(FILE, 1167, 1168),
    REFUSED_BY_API,
  ),
  requirement(
    'gateway.status.newer-generation',
    'MUST NOT',
    'A condition of a Gateway that is about a newer generation than the controller knows is overwritten.',
    apiClause(FILE, 1171, 1174),
    SEEN_IN_RACES,
  ),
  requirement(
    'gateway.infrastructure.labels-recreate',
    'SHOULD',
    'Where a change of labels makes resources anew, the documentation warns of it.',
    apiClause(FILE, 1216, 1217),
    DOCUMENTED,
  ),
  requirement(
    'gateway.programmed.present',
    'SHOULD',
    'A Gateway always has the condition Programmed, with its generation.',
    apiClause(FILE, 1311, 1312),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.programmed.unknown',
    'SHOULD',
    'Programmed is Unknown as long as it cannot be told.',
    apiClause(FILE, 1314, 1316),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.addresses.not-assigned-message',
    'SHOULD',
    'The message tells why no address could be assigned, and what might help.',
    apiClause(FILE, 1362, 1364),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.addresses.not-usable-message',
    'SHOULD',
    'The message tells which address cannot be used, and what might help.',
    apiClause(FILE, 1377, 1379),
    ANY_CONFORMS,
  ),
  requirement(
    'gateway.ready.reserved',
    'SHOULD NOT',
    'The condition Ready is used.',
    apiClause(FILE, 1521, 1521),
    ANY_CONFORMS,
  ),
] as const;
