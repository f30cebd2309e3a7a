import { http, status } from '../../../harness/scenario/define.ts';
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
  unresolved,
} from '../../kit/index.ts';

const PORT = 8080;

export default scenario({
  id: 'HTTPRouteRuleOrder',
  title: 'Of equal rules in a route the first one decides, even where its backend is invalid',
  requirements: [
    'httproute.precedence.first-rule',
    'httproute.precedence.criteria',
    'httproute.backends.not-found',
    'httproute.backends.all-invalid-500',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.7',
  resources: (env) => [
    httpRoute(env, 'equals', {
      rules: [
        // The names of the headers stand in another order each time: the matches are still equal.
        ruleTo(env, 'v1', exactPath('/menu', { 'x-course': 'main', 'x-diet': 'any' })),
        ruleTo(env, 'v2', exactPath('/menu', { 'x-diet': 'any', 'x-course': 'main' })),
        ruleTo(env, 'v3', exactPath('/menu', { 'x-course': 'main', 'x-diet': 'any' })),
        ruleTo(env, 'v3', pathPrefix('/wine')),
        ruleTo(env, 'v2', pathPrefix('/wine')),
        ruleTo(env, 'v1', pathPrefix('/wine')),
      ],
    }),
    httpRoute(env, 'invalid-first', {
      hostnames: [env.host('invalid-first')],
      rules: [
        { matches: [exactPath('/menu')], backendRefs: [{ name: env.name('no-such-service'), port: PORT }] },
        ruleTo(env, 'v2', exactPath('/menu')),
      ],
    }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/equals'),
    ...proves(
      'httproute.backends.not-found',
      status('HTTPRoute/invalid-first', { conditions: unresolved('BackendNotFound') }),
    ),
    http([
      ...proves(
        ['httproute.precedence.first-rule', 'httproute.precedence.criteria'],
        arrives('equal paths and headers', { path: '/menu', headers: { 'x-diet': 'any', 'x-course': 'main' } }, 'v1'),
        arrives('equal prefixes', { path: '/wine/red' }, 'v3'),
      ),
      ...proves(
        ['httproute.precedence.first-rule', 'httproute.backends.all-invalid-500'],
        answers('the first of two is invalid', { host: env.host('invalid-first'), path: '/menu' }, 500),
      ),
    ]),
  ],
});
