import { http } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  backendRef,
  exactPath,
  httpRoute,
  proves,
  requestHeaderFilter,
  scenario,
} from '../../kit/index.ts';

const ROUTES = ['one', 'two'] as const;
const RULES = ['first', 'second', 'plain'] as const;
const MARK = 'X-Mark';

/** What the backendRef of a rule sets; nothing where it has no filters. */
function markOf(route: string, rule: string): string | null {
  return rule === 'plain' ? null : `${route}-${rule}`;
}

export default scenario({
  id: 'SpecHTTPRouteBackendsInCommon',
  title: 'The filters of a backend hold for its own rule, whatever other rules and routes say of the same Service',
  requirements: ['httproute.filters.backend'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendRequestHeaderModification'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) =>
    ROUTES.map((route) =>
      httpRoute(env, route, {
        rules: RULES.map((rule) => {
          const value = markOf(route, rule);
          const filters = value === null ? [] : [requestHeaderFilter({ set: [{ name: MARK, value }] })];
          return {
            matches: [exactPath(`/${route}/${rule}`)],
            backendRefs: [backendRef(env, 'v1', filters.length > 0 ? { filters } : {})],
          };
        }),
      }),
    ),
  steps: [
    ...attached('HTTPRoute/one', 'HTTPRoute/two'),
    http(
      proves(
        'httproute.filters.backend',
        ...(ROUTES.flatMap((route) =>
          RULES.map((rule) =>
            arrives(`the ${rule} rule of route ${route}`, { path: `/${route}/${rule}` }, 'v1', {
              headers: { [MARK]: markOf(route, rule) },
            }),
          ),
        ) as [HttpRow, ...HttpRow[]]),
      ),
    ),
  ],
});
