import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { Step } from '../../../harness/scenario/steps.ts';
import {
  backendRef,
  type CatalogueScenario,
  type HttpRouteRule,
  meshArrives,
  meshAttached,
  meshBackends,
  meshHttp,
  meshRoute,
  pathPrefix,
  requestHeaderFilter,
  scenario,
} from '../../kit/index.ts';

type Modifier = Parameters<typeof requestHeaderFilter>[0];

const MODIFIERS: Readonly<Record<string, Modifier>> = {
  '/set': { set: [{ name: 'X-Set', value: 'set' }] },
  '/add': { add: [{ name: 'X-Add', value: 'added' }] },
  '/remove': { remove: ['X-Remove'] },
  '/all': {
    set: [
      { name: 'X-Set-New', value: 'set-new' },
      { name: 'X-Set-Old', value: 'set-old' },
    ],
    add: [
      { name: 'X-Add-New', value: 'add-new' },
      { name: 'X-Add-Old', value: 'add-old' },
      { name: 'X-Add-Last', value: 'add-last' },
    ],
    remove: ['X-Remove-Missing', 'X-Remove-Old'],
  },
  '/any-case': {
    set: [{ name: 'X-Case-Set', value: 'set' }],
    add: [{ name: 'X-Case-Add', value: 'added' }],
    remove: ['X-Case-Remove'],
  },
};

const steps: readonly Step[] = [
  ...meshAttached('HTTPRoute/modifying'),
  meshHttp([
    ...meshArrives('set: a header that is not there', { path: '/set', headers: { 'X-Other': 'kept' } }, 'v1', {
      saw: { headers: { 'X-Set': 'set', 'X-Other': 'kept' } },
    }),
    ...meshArrives(
      'set: a header that is there',
      { path: '/set', headers: { 'X-Set': 'old', 'X-Other': 'kept' } },
      'v1',
      {
        saw: { headers: { 'X-Set': 'set', 'X-Other': 'kept' } },
      },
    ),
    ...meshArrives('add: a header that is not there', { path: '/add', headers: { 'X-Other': 'kept' } }, 'v1', {
      saw: { headers: { 'X-Add': 'added', 'X-Other': 'kept' } },
    }),
    ...meshArrives(
      'add: a header that is there',
      { path: '/add', headers: { 'X-Add': 'old', 'X-Other': 'kept' } },
      'v1',
      {
        saw: { headers: { 'X-Add': ['old', 'added'], 'X-Other': 'kept' } },
      },
    ),
    ...meshArrives('remove', { path: '/remove', headers: { 'X-Remove': 'old' } }, 'v1', {
      saw: { headers: { 'X-Remove': null } },
    }),
    ...meshArrives(
      'all three at once',
      { path: '/all', headers: { 'X-Set-Old': 'old', 'X-Add-Old': 'old', 'X-Remove-Old': 'old', 'X-Other': 'kept' } },
      'v1',
      {
        saw: {
          headers: {
            'X-Set-New': 'set-new',
            'X-Set-Old': 'set-old',
            'X-Add-New': 'add-new',
            'X-Add-Old': ['old', 'add-old'],
            'X-Add-Last': 'add-last',
            'X-Other': 'kept',
            'X-Remove-Missing': null,
            'X-Remove-Old': null,
          },
        },
      },
    ),
    ...meshArrives(
      'names in another letter case',
      { path: '/any-case', headers: { 'x-case-set': 'old', 'x-case-add': 'old', 'x-case-remove': 'old' } },
      'v1',
      { saw: { headers: { 'x-case-set': 'set', 'x-case-add': ['old', 'added'], 'x-case-remove': null } } },
    ),
  ]),
];

/** The same filters of the rules themselves, or of their backends. */
function modifying(
  about: Pick<CatalogueScenario, 'id' | 'title' | 'features' | 'since' | 'requirements'>,
  rule: (env: ScenarioEnv, modifier: Modifier) => HttpRouteRule,
) {
  return scenario({
    ...about,
    gateways: [],
    backends: meshBackends('echo', 'v1'),
    resources: (env) => [
      meshRoute(env, 'modifying', {
        rules: Object.entries(MODIFIERS).map(([path, modifier]) => ({
          matches: [pathPrefix(path)],
          ...rule(env, modifier),
        })),
      }),
    ],
    steps,
  });
}

export default [
  modifying(
    {
      id: 'MeshHTTPRouteRequestHeaderModifier',
      title: 'Request headers are set, added and removed on their way through the mesh',
      requirements: [
        'httproute.filters.request-headers.set',
        'httproute.filters.request-headers.add',
        'httproute.filters.request-headers.remove',
      ],
      features: ['Mesh', 'HTTPRoute'],
      since: 'v1.0',
    },
    (env, modifier) => ({ filters: [requestHeaderFilter(modifier)], backendRefs: [backendRef(env, 'v1')] }),
  ),
  modifying(
    {
      id: 'MeshHTTPRouteBackendRequestHeaderModifier',
      title: 'Request headers are set, added and removed for one backend on their way through the mesh',
      requirements: ['httproute.filters.backend'],
      features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteBackendRequestHeaderModification'],
      since: 'v1.4',
    },
    (env, modifier) => ({ backendRefs: [{ ...backendRef(env, 'v1'), filters: [requestHeaderFilter(modifier)] }] }),
  ),
];
