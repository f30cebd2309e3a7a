import { status } from '../../harness/scenario/define.ts';
import type { Levelled } from '../../harness/scenario/level.ts';
import type { ObjectRef, StatusStep } from '../../harness/scenario/steps.ts';
import { ROUTE_ATTACHED } from './conditions.ts';
import type { RequirementId } from './scenario.ts';

/**
 * Rows or steps that show these requirements, so that a failure cites the clause that was broken and no others. Those that
 * say so themselves keep theirs.
 */
export function proves<Items extends readonly [Levelled, ...Levelled[]]>(
  requirements: RequirementId | readonly [RequirementId, ...RequirementId[]],
  ...items: Items
): Items {
  const ids = [requirements].flat();
  return items.map((item) => ({ requirements: ids, ...item })) as unknown as Items;
}

/** Every parent of these routes took them, and all that they refer to is there: what most scenarios begin with. */
export function attached(...routes: readonly ObjectRef[]): StatusStep[] {
  return routes.map((ref) => ({
    ...status(ref, { conditions: ROUTE_ATTACHED }),
    requirements: ['route.status.accepted', 'route.status.resolved-refs'] satisfies RequirementId[],
  }));
}

/** Rows or steps that the specification asks for and the official test of the scenario's name does not. */
export function beyond<Items extends readonly [Levelled, ...Levelled[]]>(...items: Items): Items {
  return items.map((item) => ({ ...item, level: 'spec' })) as unknown as Items;
}
