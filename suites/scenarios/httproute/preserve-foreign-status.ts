import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  changeStatus,
  compareForeign,
  entriesOf,
  type Fields,
  FOREIGN_CONTROLLER,
  fieldsOf,
  GATEWAY_GROUP,
  httpRoute,
  ownParent,
  pathPrefix,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
  sharedParent,
} from '../../kit/index.ts';

/** What the other controller says of its own Gateway. */
function foreignEntry(env: ScenarioEnv): Fields {
  return {
    parentRef: { group: GATEWAY_GROUP, kind: 'Gateway', namespace: env.namespace, name: env.name('of-another') },
    controllerName: FOREIGN_CONTROLLER,
    conditions: [
      {
        type: 'Accepted',
        status: 'True',
        reason: 'Accepted',
        message: 'Left by another controller.',
        observedGeneration: 1,
        lastTransitionTime: '2024-02-03T04:05:06Z',
      },
    ],
  };
}

function findLosses(env: ScenarioEnv, route: KubeObject): FieldMismatch[] {
  const entries = entriesOf(fieldsOf(route.status).parents);
  const found = entries.find(({ controllerName }) => controllerName === FOREIGN_CONTROLLER);
  return compareForeign(`status.parents[${FOREIGN_CONTROLLER}]`, foreignEntry(env), found);
}

function ruleFor(env: ScenarioEnv, path: string) {
  return ruleTo(env, 'v1', pathPrefix(path));
}

export default scenario({
  id: 'HTTPRoutePreserveForeignStatus',
  title: 'The status entry of another controller stays as it is',
  requirements: ['route.status.keeps-foreign-parents', 'route.status.accepted', 'route.status.observed-generation'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.7',
  provisional: true,
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'claimed-twice', {
      // The second Gateway does not exist: it stands for one that another controller has.
      parents: [sharedParent(env), ownParent(env, 'of-another')],
      rules: [ruleFor(env, '/before')],
    }),
  ],
  steps: (env) => {
    const attached = { parents: [{ gateway: 'shared', conditions: ROUTE_ATTACHED }] } as const;
    return [
      status('HTTPRoute/claimed-twice', attached),
      custom({
        name: 'another controller adds its entry',
        reason: 'an entry is added to the newest status, which only code can read first',
        run: (context) =>
          changeStatus(context, 'HTTPRoute/claimed-twice', (state) => ({
            ...state,
            parents: [...entriesOf(state.parents), foreignEntry(env)],
          })),
      }),
      patch('the path of the route changes', 'HTTPRoute/claimed-twice', {
        spec: { rules: [ruleFor(env, '/after')] },
      }),
      status('HTTPRoute/claimed-twice', attached),
      http([arrives('the new path', { path: '/after' }, 'v1')]),
      custom({
        name: 'the foreign entry is still there',
        reason: 'the whole entry is compared, with its times and generations, and for a while',
        run: (context) => context.expectObjectStays('HTTPRoute/claimed-twice', (route) => findLosses(env, route)),
      }),
    ];
  },
});
