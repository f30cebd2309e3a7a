import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  attached,
  backendRef,
  entriesOf,
  fieldsOf,
  type HttpRouteFilter,
  httpRoute,
  requestHeaderFilter,
  ruleTo,
  scenario,
  unserved,
} from '../../kit/index.ts';

const ROUTES = ['alone', 'last', 'of-backend', 'valid'] as const;

/** A route that is wholly valid, wholly invalid or not accepted has no word of being invalid in part. */
function findPartial(route: KubeObject): FieldMismatch[] {
  return entriesOf(fieldsOf(route.status).parents)
    .flatMap(({ conditions }) => entriesOf(conditions))
    .filter(({ type }) => type === 'PartiallyInvalid')
    .map(({ status }) => ({
      path: 'status.parents[0].conditions[PartiallyInvalid]',
      expected: 'no such condition, since the route has one rule',
      observed: String(status),
    }));
}

/** Its kind is nobody's. */
function unknownFilter(env: ScenarioEnv): HttpRouteFilter {
  const extensionRef = { group: 'example.net', kind: 'Strainer', name: env.name('strainer') };
  return { type: 'ExtensionRef', extensionRef } as HttpRouteFilter;
}

export default scenario({
  id: 'SpecHTTPRouteUnresolvedFilters',
  title: 'A filter whose reference leads to nothing is not skipped: what it would have met ends in an error',
  requirements: ['httproute.filters.unresolved', 'route.partially-invalid.only-then'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: {} },
  // A route each, since one bad rule may cost a route its acceptance.
  resources: (env) => [
    httpRoute(env, 'alone', {
      hostnames: [env.host('alone')],
      rules: [{ ...ruleTo(env, 'v1'), filters: [unknownFilter(env)] }],
    }),
    httpRoute(env, 'last', {
      hostnames: [env.host('last')],
      rules: [
        {
          ...ruleTo(env, 'v1'),
          filters: [requestHeaderFilter({ set: [{ name: 'x-strained', value: 'no' }] }), unknownFilter(env)],
        },
      ],
    }),
    httpRoute(env, 'of-backend', {
      hostnames: [env.host('of-backend')],
      rules: [{ backendRefs: [backendRef(env, 'v1', { filters: [unknownFilter(env)] })] }],
    }),
    httpRoute(env, 'valid', { hostnames: [env.host('valid')], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/valid'),
    custom({
      name: 'no route is told to be invalid in part, since none of them has several rules',
      reason: 'that a condition is not there is asked of no other step',
      requirements: ['route.partially-invalid.only-then'],
      run: (context) =>
        Promise.all(ROUTES.map((label) => context.expectObjectStays(`HTTPRoute/${label}`, findPartial))).then(),
    }),
    http([
      unserved('the only filter of a rule', { host: env.host('alone') }),
      unserved('the last of two filters', { host: env.host('last') }),
      unserved('the filter of a backend', { host: env.host('of-backend') }),
    ]),
  ],
});
