import type { ScenarioDefinition } from '../../harness/scenario/define.ts';
import { apply, http, remove, status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import { answers, arrives, httpRoute, ROUTE_ATTACHED, ruleTo, scenario } from '../kit/index.ts';

const LABEL = 'measured';
const ref = `HTTPRoute/${LABEL}` as const;

const routeTo = (env: ScenarioEnv, backend: string) => httpRoute(env, LABEL, { rules: [ruleTo(env, backend)] });

/** What is measured, as rows are called. */
export const measuredRows = { added: 'route added', changed: 'backend changed', removed: 'route removed' } as const;

/**
 * One round of changes, to be timed and not to be certified: a route comes, leads elsewhere, and goes. Rounds that run at the
 * same time are the load of one another.
 * @param round from 1
 */
export function measureRouteChanges(round: number): ScenarioDefinition {
  return scenario({
    id: `MeasureRouteChanges${round}`,
    title: 'How long it takes until a route that comes, changes and goes is served so',
    requirements: ['route.status.accepted', 'httproute.no-rule-404'],
    features: ['Gateway', 'HTTPRoute'],
    since: 'v1.0',
    level: 'spec',
    backends: { v1: {}, v2: {} },
    resources: () => [],
    steps: (env) => [
      apply('the route comes', [routeTo(env, 'v1')]),
      status(ref, { conditions: ROUTE_ATTACHED }),
      http([arrives(measuredRows.added, {}, 'v1')]),
      apply('its backend changes', [routeTo(env, 'v2')]),
      http([arrives(measuredRows.changed, {}, 'v2')]),
      remove('the route goes', ref),
      http([answers(measuredRows.removed, {}, 404)]),
    ],
  } as Parameters<typeof scenario>[0]);
}
