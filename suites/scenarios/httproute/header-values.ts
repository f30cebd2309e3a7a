import { http, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  backendRef,
  type CatalogueScenario,
  exactPath,
  FRONT,
  frontGateway,
  type HttpRouteFilter,
  httpRoute,
  ownParent,
  proves,
  type RequirementId,
  requestHeaderFilter,
  responseHeaderFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Characters that data planes are known to give a meaning of their own in what they are told to set. */
const VALUES = {
  percent: '100% sure',
  command: '%PROTOCOL%',
  braces: '$host {{ host }}',
  group: '$1 $(2) \\1',
  backslash: 'a\\b\\"c\\"',
  list: 'a, b;  c="d", e',
  comment: '# not // a comment; and no end }',
} as const;
const NAMES = Object.keys(VALUES) as (keyof typeof VALUES)[];
const HOWS = ['set', 'add'] as const;

interface Modified {
  id: string;
  title: string;
  features: CatalogueScenario['features'];
  requirement: (how: (typeof HOWS)[number]) => RequirementId;
  filter(modifier: NonNullable<HttpRouteFilter['requestHeaderModifier']>): HttpRouteFilter;
  row(name: string, path: string, value: string): HttpRow;
}

function modified({ id, title, features, requirement, filter, row }: Modified): ScenarioDefinition {
  return scenario({
    id,
    title,
    requirements: [requirement('set'), requirement('add')],
    features,
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
            HOWS.map((how) => ({
              matches: [exactPath(`/${how}/${name}`)],
              filters: [filter({ [how]: [{ name: 'X-Mark', value: VALUES[name] }] })],
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
          HOWS.flatMap((how) =>
            proves(requirement(how), row(`${how}: ${VALUES[name]}`, `/${how}/${name}`, VALUES[name])),
          ),
        ) as unknown as [HttpRow],
        FRONT,
      ),
    ],
  });
}

export default [
  modified({
    id: 'SpecHTTPRouteHeaderValues',
    title: 'The value of a header that a filter sets or adds is taken as it is written',
    features: ['Gateway', 'HTTPRoute'],
    requirement: (how) => `httproute.filters.request-headers.${how}`,
    filter: requestHeaderFilter,
    row: (name, path, value) => arrives(name, { path }, 'v1', { headers: { 'X-Mark': value } }),
  }),
  modified({
    id: 'SpecHTTPRouteResponseHeaderValues',
    title: 'The value of a response header that a filter sets or adds is taken as it is written',
    features: ['Gateway', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
    requirement: (how) => `httproute.filters.response-headers.${how}`,
    filter: responseHeaderFilter,
    row: (name, path, value) => ({
      name,
      send: { path },
      expect: { backend: 'v1', response: { headers: { 'X-Mark': value } } },
    }),
  }),
];
