import { apiClause, requirement } from './clause.ts';

/** What all routes have in common: parents, backends and status. */
export const routeRequirements = [
  requirement(
    'route.parentref.section-name',
    'MUST',
    'A sectionName attaches the route to the listener of that name only; where there is none, Accepted is False with NoMatchingParent.',
    apiClause('shared_types.go', 92, 115),
  ),
  requirement(
    'route.parentref.partial-attachment',
    'MUST',
    'A route that at least one listener of its parent takes is attached; one that none takes is not.',
    apiClause('shared_types.go', 106, 113),
  ),
  requirement(
    'route.parentref.detached',
    'MUST',
    'A route that no listener of a Gateway takes any more is detached from it, and no longer served there.',
    apiClause('shared_types.go', 106, 113),
  ),
  requirement(
    'route.parentref.allowed-by-listener',
    'MUST',
    'A route of a namespace that no listener allows has Accepted False with NotAllowedByListeners.',
    apiClause('shared_types.go', 370, 373),
  ),
  requirement(
    'route.parentref.each-separately',
    'MUST',
    'Each parent of a route has a status entry of its own, and its traffic is served by that parent.',
    apiClause('shared_types.go', 595, 596),
  ),
  requirement(
    'route.status.accepted',
    'MUST',
    'The controller of an existing parent sets the Accepted condition of the route.',
    apiClause('shared_types.go', 509, 516),
  ),
  requirement(
    'route.status.resolved-refs',
    'MUST',
    'ResolvedRefs says whether all references of the route could be resolved, and else why not.',
    apiClause('shared_types.go', 400, 421),
  ),
  requirement(
    'route.status.observed-generation',
    'MUST',
    'Conditions of a route carry the generation of the object that they judge.',
    apiClause('shared_types.go', 545, 546),
  ),
  requirement(
    'route.status.keeps-foreign-parents',
    'MUST NOT',
    'A status entry of another controller is changed or removed.',
    apiClause('shared_types.go', 591, 594),
  ),
  requirement(
    'route.backendref.weight',
    'MUST',
    'Requests are shared among the backends of a rule in proportion to their weights, which need not add up to 100 and are 1 by default.',
    apiClause('shared_types.go', 315, 325),
  ),
  requirement(
    'route.backendref.weight-zero',
    'MUST NOT',
    'A backend of weight 0 gets requests.',
    apiClause('shared_types.go', 322, 325),
  ),
];
