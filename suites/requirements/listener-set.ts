import { apiClause, requirement } from './clause.ts';

const FILE = 'listenerset_types.go';

/** ListenerSets: listeners that are added to a Gateway from outside. */
export const listenerSetRequirements = [
  requirement(
    'listenerset.allowed.default-none',
    'MUST',
    'A Gateway that does not say which ListenerSets it allows takes none.',
    apiClause('gateway_types.go', 291, 295),
  ),
  requirement(
    'listenerset.allowed.namespaces',
    'MUST',
    'A Gateway takes the ListenerSets of the namespaces that it allows, and no others.',
    apiClause('gateway_types.go', 339, 357),
  ),
  requirement(
    'listenerset.status.not-allowed',
    'MUST',
    'A ListenerSet that the Gateway does not allow has Accepted False with NotAllowed.',
    apiClause(FILE, 389, 391),
  ),
  requirement(
    'listenerset.status.accepted',
    'MUST',
    'A ListenerSet that yields configuration has Accepted True, and Programmed True once that serves.',
    apiClause(FILE, 318, 387),
  ),
  requirement(
    'listenerset.status.listeners-not-valid',
    'MUST',
    'A ListenerSet none of whose listeners is valid has Accepted False with ListenersNotValid.',
    apiClause(FILE, 397, 402),
  ),
  requirement(
    'listenerset.status.attached-routes',
    'MUST',
    'Each listener of a ListenerSet counts the accepted routes that are attached to it.',
    apiClause(FILE, 277, 297),
  ),
  requirement(
    'listenerset.status.supported-kinds',
    'MUST',
    'A listener of a ListenerSet that allows route kinds which it cannot serve has ResolvedRefs False with InvalidRouteKinds.',
    apiClause(FILE, 262, 270),
  ),
  requirement(
    'listenerset.attached-count',
    'MUST',
    'A Gateway counts the ListenerSets that it allows and that are accepted.',
    apiClause('gateway_types.go', 1193, 1204),
  ),
  requirement(
    'listenerset.precedence',
    'MUST',
    "Of listeners that conflict the Gateway's own comes first, then that of the oldest ListenerSet.",
    apiClause(FILE, 90, 96),
  ),
  requirement(
    'listenerset.conflicted',
    'MUST',
    'A listener of a ListenerSet that has a conflict says so by Conflicted True.',
    apiClause(FILE, 101, 102),
  ),
  requirement(
    'listenerset.routes.attach',
    'MUST',
    'A route whose parentRef names a ListenerSet attaches to the listeners of that set, and to no others.',
    apiClause(FILE, 39, 40),
  ),
  requirement(
    'listenerset.routes.section-name',
    'MUST',
    'A listener of a ListenerSet is named by a parentRef to the set with a sectionName.',
    apiClause(FILE, 124, 131),
  ),
  requirement(
    'listenerset.routes.namespaces',
    'MUST',
    'A listener of a ListenerSet takes routes of the namespaces that it trusts; Same means that of the set.',
    apiClause(FILE, 187, 189),
  ),
  requirement(
    'listenerset.grants.not-inherited',
    'MUST',
    'A grant to a Gateway does not count for its ListenerSets, nor one to a ListenerSet for others.',
    apiClause(FILE, 48, 51),
  ),
  requirement(
    'listenerset.changes-take-effect',
    'MUST',
    'A Gateway serves its own listeners and those of the ListenerSets that are attached to it now, as one list.',
    apiClause(FILE, 90, 96),
  ),
] as const;
