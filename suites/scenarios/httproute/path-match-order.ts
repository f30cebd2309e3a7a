import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  exactPath,
  httpRoute,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRoutePathMatchOrder',
  title: 'Exact paths go before prefixes and long prefixes before short ones, in whatever order they are listed',
  requirements: [
    'httproute.precedence.criteria',
    'httproute.match.path.exact',
    'httproute.match.path.prefix',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'general-first', {
      rules: [
        ruleTo(env, 'v3', pathPrefix('/garden/')),
        ruleTo(env, 'v1', pathPrefix('/garden/trees/')),
        ruleTo(env, 'v2', pathPrefix('/garden/trees/oak')),
        ruleTo(env, 'v1', exactPath('/garden')),
        ruleTo(env, 'v2', exactPath('/garden/pond')),
        ruleTo(env, 'v3', exactPath('/garden/trees/oak')),
      ],
    }),
    httpRoute(env, 'special-first', {
      hostnames: [env.host('special-first')],
      rules: [
        ruleTo(env, 'v3', exactPath('/garden/trees/oak')),
        ruleTo(env, 'v2', pathPrefix('/garden/trees/oak')),
        ruleTo(env, 'v1', pathPrefix('/garden/trees')),
      ],
    }),
  ],
  steps: (env) => {
    const host = env.host('special-first');
    return [
      ...attached('HTTPRoute/general-first', 'HTTPRoute/special-first'),
      http([
        ...proves(
          ['httproute.precedence.criteria', 'httproute.match.path.exact'],
          arrives('exact before the prefix of the same words', { path: '/garden' }, 'v1'),
          arrives('exact before a shorter prefix', { path: '/garden/pond' }, 'v2'),
          arrives('exact before prefixes of any length', { path: '/garden/trees/oak' }, 'v3'),
        ),
        ...proves('httproute.match.path.prefix', arrives('the shortest prefix', { path: '/garden/gate' }, 'v3')),
        ...proves('httproute.match.path.exact', arrives('below an exact path', { path: '/garden/pond/fish' }, 'v3')),
        ...proves(
          'httproute.precedence.criteria',
          arrives('a longer prefix', { path: '/garden/trees/elm' }, 'v1'),
          arrives('the longest prefix', { path: '/garden/trees/oak/acorn' }, 'v2'),
        ),
        ...proves(
          'httproute.match.path.prefix',
          arrives('a longer word than the longest prefix', { path: '/garden/trees/oakum' }, 'v1'),
        ),
        ...proves(
          ['httproute.match.path.prefix', 'httproute.no-rule-404'],
          answers('no prefix at all', { path: '/gardens' }, 404),
        ),
        ...proves(
          'httproute.precedence.criteria',
          arrives('exact, listed first', { host, path: '/garden/trees/oak' }, 'v3'),
          arrives('long prefix, listed first', { host, path: '/garden/trees/oak/acorn' }, 'v2'),
          arrives('short prefix, listed last', { host, path: '/garden/trees/elm' }, 'v1'),
        ),
      ]),
    ];
  },
});
