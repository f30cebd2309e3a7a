import { http, type ScenarioDefinition } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { BackendSaw } from '../../harness/scenario/traffic/http.ts';
import type { HttpRow } from '../../harness/scenario/traffic.ts';
import { requestHeaderFilter } from './filters.ts';
import type { HttpRouteFilter } from './gateway-api.ts';
import { attached, beyond } from './proves.ts';
import { backendRef, httpRoute, pathPrefix, ruleTo } from './routes.ts';
import { arrives } from './rows.ts';
import { type CatalogueScenario, scenario } from './scenario.ts';

/** Copies requests to a backend, by its label: all of them, or a share. */
export function mirrorFilter(
  env: ScenarioEnv,
  backend: string,
  share: { percent?: number; fraction?: { numerator: number; denominator?: number } } = {},
): HttpRouteFilter {
  return { type: 'RequestMirror', requestMirror: { backendRef: backendRef(env, backend), ...share } };
}

/** A scenario about requests that v1 answers, of which each mirror gets a copy. */
export function mirrorScenario({
  mirrors,
  ...named
}: Pick<CatalogueScenario, 'id' | 'title' | 'requirements' | 'features'> & {
  mirrors: readonly [string, ...string[]];
}): ScenarioDefinition {
  return scenario({
    ...named,
    since: 'v1.0',
    backends: Object.fromEntries(['v1', ...mirrors].map((label) => [label, {}])),
    resources: (env) => {
      const copies = mirrors.map((label) => mirrorFilter(env, label));
      const changed = requestHeaderFilter({
        set: [{ name: 'X-Colour', value: 'green' }],
        add: [
          { name: 'X-New', value: 'added' },
          { name: 'X-Old', value: 'added' },
        ],
        remove: ['X-Gone'],
      });
      return [
        httpRoute(env, 'copied', {
          rules: [
            { ...ruleTo(env, 'v1', pathPrefix('/copied')), filters: copies },
            { ...ruleTo(env, 'v1', pathPrefix('/changed-and-copied')), filters: [changed, ...copies] },
          ],
        }),
      ];
    },
    steps: [
      ...attached('HTTPRoute/copied'),
      http([
        copied(arrives('a request as it is', { path: '/copied' }, 'v1'), mirrors),
        ...beyond(
          copied(
            arrives('a request with a body', { method: 'POST', path: '/copied/deeper', body: 'to be copied' }, 'v1'),
            mirrors,
            { rest: 'any', method: 'POST', path: '/copied/deeper' },
          ),
        ),
        copied(
          arrives(
            'a request whose headers are changed',
            { path: '/changed-and-copied', headers: { 'X-Colour': 'red', 'X-Old': 'sent', 'X-Gone': 'sent' } },
            'v1',
            {
              headers: { 'X-Colour': 'green', 'X-New': 'added', 'X-Old': ['sent', 'added'], 'X-Gone': null },
            },
          ),
          mirrors,
        ),
      ]),
    ],
  });
}

/** A row of a request that arrives, of which these backends get a copy, too. */
export function copied(row: HttpRow, to: readonly [string, ...string[]], saw?: BackendSaw): HttpRow {
  const mirrored = { to, ...(saw ? { saw } : {}) };
  return 'backend' in row.expect ? { ...row, expect: { ...row.expect, mirrored } } : row;
}
