import { http } from '../../../harness/scenario/define.ts';
import { answers, arrives, attached, exactPath, httpRoute, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteExactPathMatching',
  title: 'A route selects its backend by the exact path',
  requirements: ['httproute.match.path.exact', 'httproute.rules.any-match', 'httproute.no-rule-404'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'exact-paths', {
      rules: [
        ruleTo(env, 'v1', exactPath('/tea')),
        ruleTo(env, 'v2', exactPath('/coffee'), exactPath('/coffee/beans')),
        ruleTo(env, 'v3', exactPath('/cocoa/')),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/exact-paths'),
    http([
      arrives('the first path', { path: '/tea' }, 'v1'),
      arrives('the second path', { path: '/coffee' }, 'v2'),
      arrives('another path of the same rule', { path: '/coffee/beans' }, 'v2'),
      arrives('a path with a trailing slash', { path: '/cocoa/' }, 'v3'),
      arrives('the query plays no part', { path: '/tea?milk=no&sugar=2' }, 'v1'),
      answers('the root', { path: '/' }, 404),
      answers('a path below', { path: '/tea/green' }, 404),
      answers('a trailing slash more', { path: '/tea/' }, 404),
      answers('a trailing slash less', { path: '/cocoa' }, 404),
      answers('another letter case', { path: '/Tea' }, 404),
      answers('a longer word', { path: '/teapot' }, 404),
      answers('a shorter word', { path: '/te' }, 404),
      answers('a path above', { path: '/house/tea' }, 404),
    ]),
  ],
});
