import { distribution, http } from '../../../harness/scenario/define.ts';
import type { DistributionStep } from '../../../harness/scenario/steps.ts';
import {
  arrives,
  attached,
  httpRoute,
  mirrorFilter,
  pathPrefix,
  proves,
  requestHeaderFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const SENT = { 'X-Colour': 'red', 'X-Old': 'sent', 'X-Gone': 'sent' };

/** So many of the requests for a path must be copied. */
function copies(name: string, path: string, percent: number): DistributionStep {
  return distribution({
    name,
    send: { path, headers: SENT },
    weights: { v1: 1 },
    copies: { to: 'v2', share: percent / 100 },
    tolerance: 0.08,
  });
}

export default scenario({
  id: 'HTTPRouteRequestPercentageMirror',
  title: 'A share of the requests is copied to another backend: a percentage, or a fraction',
  requirements: ['httproute.filters.mirror.percent', 'httproute.filters.mirror.fraction'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestPercentageMirror'],
  since: 'v1.2',
  backends: { v1: {}, v2: {} },
  resources: (env) => {
    const changed = requestHeaderFilter({
      set: [{ name: 'X-Colour', value: 'green' }],
      add: [{ name: 'X-Old', value: 'added' }],
      remove: ['X-Gone'],
    });
    return [
      httpRoute(env, 'copied', {
        rules: [
          { ...ruleTo(env, 'v1', pathPrefix('/percent')), filters: [mirrorFilter(env, 'v2', { percent: 20 })] },
          {
            ...ruleTo(env, 'v1', pathPrefix('/fraction')),
            filters: [mirrorFilter(env, 'v2', { fraction: { numerator: 25, denominator: 50 } })],
          },
          {
            ...ruleTo(env, 'v1', pathPrefix('/changed')),
            filters: [changed, mirrorFilter(env, 'v2', { percent: 35 })],
          },
          ruleTo(env, 'v1', pathPrefix('/plain')),
          { ...ruleTo(env, 'v1', pathPrefix('/none')), filters: [mirrorFilter(env, 'v2', { percent: 0 })] },
        ],
      }),
    ];
  },
  steps: [
    ...attached('HTTPRoute/copied'),
    http([
      arrives('the request itself', { path: '/percent', headers: SENT }, 'v1'),
      arrives('the request itself, whose headers are changed', { path: '/changed', headers: SENT }, 'v1', {
        headers: { 'X-Colour': 'green', 'X-Old': ['sent', 'added'], 'X-Gone': null },
      }),
    ]),
    ...proves(
      'httproute.filters.mirror.percent',
      copies('20 percent are copied', '/percent', 20),
      copies('35 percent are copied, beside other filters', '/changed', 35),
      { ...copies('0 percent are copied', '/none', 0), level: 'spec' },
      { ...copies('of a rule without a mirror none are', '/plain', 0), level: 'spec' },
    ),
    ...proves('httproute.filters.mirror.fraction', copies('25 of 50 are copied', '/fraction', 50)),
  ],
});
