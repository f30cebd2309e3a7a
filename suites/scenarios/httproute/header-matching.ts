import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  beyond,
  httpRoute,
  proves,
  ruleTo,
  scenario,
  withHeaders,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteHeaderMatching',
  title: 'A route selects its backend by exact header values',
  requirements: [
    'httproute.match.headers.exact',
    'httproute.match.headers.name-case',
    'httproute.match.headers.first-equivalent',
    'httproute.match.headers.all',
    'httproute.rules.any-match',
    'httproute.precedence.criteria',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'header-matching', {
      rules: [
        ruleTo(env, 'v1', withHeaders({ tier: 'gold' })),
        ruleTo(env, 'v2', withHeaders({ tier: 'silver' })),
        ruleTo(env, 'v3', withHeaders({ tier: 'silver', 'X-Region': 'north' })),
        ruleTo(env, 'v1', withHeaders({ shade: 'teal' }), withHeaders({ shade: 'navy' })),
        ruleTo(env, 'v2', withHeaders({ shade: 'rust' }), withHeaders({ shade: 'plum' })),
        ruleTo(env, 'v3', {
          headers: [
            { name: 'plan', value: 'basic' },
            { name: 'Plan', value: 'full' },
          ],
        }),
      ],
    }),
  ],
  steps: () => {
    const sends = (headers: Record<string, string>) => ({ headers });
    const shades = { teal: 'v1', navy: 'v1', rust: 'v2', plum: 'v2' };
    return [
      ...attached('HTTPRoute/header-matching'),
      http([
        ...proves(
          'httproute.match.headers.exact',
          arrives('the value of the first rule', sends({ tier: 'gold' }), 'v1'),
          arrives('the value of the second rule', sends({ tier: 'silver' }), 'v2'),
        ),
        ...proves(
          ['httproute.precedence.criteria', 'httproute.match.headers.all'],
          arrives('more headers go first', sends({ tier: 'silver', 'x-region': 'north' }), 'v3'),
        ),
        ...proves(
          'httproute.match.headers.all',
          arrives('only one of two headers fits', sends({ tier: 'silver', 'x-region': 'south' }), 'v2'),
        ),
        ...proves(
          'httproute.match.headers.name-case',
          arrives('name in capitals', sends({ TIER: 'gold' }), 'v1'),
          arrives('name in mixed case, several headers', sends({ Tier: 'silver', 'x-REGION': 'north' }), 'v3'),
        ),
        ...Object.entries(shades).flatMap(([shade, backend]) =>
          proves('httproute.rules.any-match', arrives(`any match of a rule: ${shade}`, sends({ shade }), backend)),
        ),
        ...beyond(
          ...proves(
            'httproute.match.headers.first-equivalent',
            arrives('first of two matches for one header name', sends({ plan: 'basic' }), 'v3'),
          ),
        ),
        ...proves(
          ['httproute.match.headers.all', 'httproute.no-rule-404'],
          answers('only the second header of a match', sends({ 'x-region': 'north' }), 404),
        ),
        ...proves('httproute.no-rule-404', answers('no header at all', {}, 404)),
        ...proves(
          ['httproute.match.headers.exact', 'httproute.no-rule-404'],
          answers('value in another case', sends({ tier: 'Gold' }), 404),
          answers('value with more behind it', sends({ tier: 'golden' }), 404),
          answers('value with less', sends({ tier: 'gol' }), 404),
          answers('value with more before it', sends({ tier: 'rose-gold' }), 404),
          answers('value of another header', sends({ shade: 'gold' }), 404),
          answers('value under a name that no rule has', sends({ 'x-tier': 'gold' }), 404),
          answers('unknown value', sends({ shade: 'lime' }), 404),
        ),
      ]),
    ];
  },
});
