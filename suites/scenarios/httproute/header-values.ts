import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  exactPath,
  FRONT,
  frontGateway,
  httpRoute,
  ownParent,
  proves,
  requestHeaderFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Characters that data planes are known to give a meaning of their own in what they are told to set. */
const VALUES = {
  percent: '100% sure',
  command: '%PROTOCOL%',
  braces: '$host {{ host }}',
  backslash: 'a\\b\\"c\\"',
} as const;
const NAMES = Object.keys(VALUES) as (keyof typeof VALUES)[];

export default scenario({
  id: 'SpecHTTPRouteHeaderValues',
  title: 'The value of a header that a filter sets or adds is taken as it is written',
  requirements: ['httproute.filters.request-headers.set', 'httproute.filters.request-headers.add'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  // Its own: a data plane that refuses such a value may take nothing else that is new for the same Gateway.
  gateways: [],
  backends: { v1: {} },
  resources: (env) => [
    frontGateway(env),
    httpRoute(env, 'marking', {
      parents: [ownParent(env, 'front')],
      rules: [
        ...NAMES.flatMap((name) =>
          (['set', 'add'] as const).map((how) => ({
            matches: [exactPath(`/${how}/${name}`)],
            filters: [requestHeaderFilter({ [how]: [{ name: 'X-Mark', value: VALUES[name] }] })],
            backendRefs: [backendRef(env, 'v1')],
          })),
        ),
        ruleTo(env, 'v1'),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/marking'),
    http(
      NAMES.flatMap((name) =>
        (['set', 'add'] as const).flatMap((how) =>
          proves(
            `httproute.filters.request-headers.${how}`,
            arrives(`${how}: ${VALUES[name]}`, { path: `/${how}/${name}` }, 'v1', {
              headers: { 'X-Mark': VALUES[name] },
            }),
          ),
        ),
      ) as unknown as Parameters<typeof http>[0],
      FRONT,
    ),
  ],
});
