import { http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  arrives,
  attached,
  backendRef,
  type HttpRouteFilter,
  type HttpRouteRule,
  httpRoute,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

type Modifier = NonNullable<HttpRouteFilter['requestHeaderModifier']>;

function modifierRule(env: ScenarioEnv, path: string, requestHeaderModifier: Modifier): HttpRouteRule {
  return {
    matches: [pathPrefix(path)],
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier }],
    backendRefs: [backendRef(env, 'v1')],
  };
}

export default scenario({
  id: 'HTTPRouteRequestHeaderModifier',
  title: 'Request headers are set, added and removed before the backend sees them, and others are left alone',
  requirements: [
    'httproute.filters.core',
    'httproute.filters.request-headers.set',
    'httproute.filters.request-headers.add',
    'httproute.filters.request-headers.remove',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'modifying', {
      rules: [
        modifierRule(env, '/set', { set: [{ name: 'X-Colour', value: 'green' }] }),
        modifierRule(env, '/add', { add: [{ name: 'X-Colour', value: 'green' }] }),
        modifierRule(env, '/add-two', { add: [{ name: 'X-Colour', value: 'green,blue' }] }),
        modifierRule(env, '/remove', { remove: ['X-Colour'] }),
        modifierRule(env, '/all', {
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
        }),
        modifierRule(env, '/any-case', {
          set: [{ name: 'X-Case-Set', value: 'set' }],
          add: [{ name: 'x-case-add', value: 'added' }],
          remove: ['X-CASE-REMOVE'],
        }),
        ruleTo(env, 'v1'),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/modifying'),
    http([
      ...proves(
        ['httproute.filters.core', 'httproute.filters.request-headers.set'],
        arrives('set: a header that is not there', { path: '/set', headers: { 'X-Other': 'kept' } }, 'v1', {
          headers: { 'X-Colour': 'green' },
        }),
        arrives(
          'set: a header that is there',
          { path: '/set', headers: { 'X-Colour': 'red', 'X-Other': 'kept' } },
          'v1',
          {
            headers: { 'X-Colour': 'green' },
          },
        ),
        arrives('set: a header with several values', { path: '/set', headers: { 'X-Colour': ['red', 'pink'] } }, 'v1', {
          headers: { 'X-Colour': 'green' },
        }),
      ),
      ...proves(
        ['httproute.filters.core', 'httproute.filters.request-headers.add'],
        arrives('add: a header that is not there', { path: '/add', headers: { 'X-Other': 'kept' } }, 'v1', {
          headers: { 'X-Colour': 'green' },
        }),
        arrives(
          'add: a header that is there',
          { path: '/add', headers: { 'X-Colour': 'red', 'X-Other': 'kept' } },
          'v1',
          {
            headers: { 'X-Colour': ['red', 'green'] },
          },
        ),
        arrives('add: several values at once', { path: '/add-two', headers: { 'X-Colour': 'red' } }, 'v1', {
          headers: { 'X-Colour': ['red', 'green', 'blue'] },
        }),
      ),
      ...proves(
        ['httproute.filters.core', 'httproute.filters.request-headers.remove'],
        arrives(
          'remove: a header that is there',
          { path: '/remove', headers: { 'X-Colour': 'red', 'X-Other': 'kept' } },
          'v1',
          {
            headers: { 'X-Colour': null },
          },
        ),
        arrives('remove: a header that is not there', { path: '/remove', headers: { 'X-Other': 'kept' } }, 'v1', {
          headers: { 'X-Colour': null },
        }),
      ),
      ...proves(
        [
          'httproute.filters.request-headers.set',
          'httproute.filters.request-headers.add',
          'httproute.filters.request-headers.remove',
        ],
        arrives(
          'all three at once',
          {
            path: '/all',
            headers: { 'X-Set-Old': 'old', 'X-Add-Old': 'old', 'X-Remove-Old': 'old', 'X-Other': 'kept' },
          },
          'v1',
          {
            headers: {
              'X-Set-New': 'set-new',
              'X-Set-Old': 'set-old',
              'X-Add-New': 'add-new',
              'X-Add-Old': ['old', 'add-old'],
              'X-Add-Last': 'add-last',
              'X-Remove-Missing': null,
              'X-Remove-Old': null,
            },
          },
        ),
        arrives(
          'names in another letter case',
          {
            path: '/any-case',
            headers: { 'x-case-set': 'old', 'X-Case-Add': 'old', 'x-case-remove': 'old', 'x-other': 'kept' },
          },
          'v1',
          { headers: { 'x-case-set': 'set', 'X-Case-Add': ['old', 'added'], 'x-case-remove': null } },
        ),
      ),
      ...proves(
        'httproute.filters.core',
        arrives('a rule without filter', { path: '/plain', headers: { 'X-Colour': 'red' } }, 'v1'),
        arrives('a rule without filter, no header', { path: '/plain' }, 'v1', { headers: { 'X-Colour': null } }),
      ),
    ]),
  ],
});
