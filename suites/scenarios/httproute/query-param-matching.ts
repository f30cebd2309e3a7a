import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  beyond,
  httpRoute,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
  withHeaders,
  withQuery,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteQueryParamMatching',
  title: 'A route selects its backend by exact query parameters, alone and with paths and headers',
  requirements: [
    'httproute.match.query.exact',
    'httproute.match.query.all',
    'httproute.match.all-parts',
    'httproute.rules.any-match',
    'httproute.precedence.method',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteQueryParamMatching'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'by-query', {
      rules: [
        ruleTo(env, 'v1', withQuery({ fruit: 'plum' })),
        ruleTo(env, 'v2', withQuery({ fruit: 'pear' })),
        ruleTo(env, 'v3', withQuery({ fruit: 'pear', peel: 'thin' }), withQuery({ FRUIT: 'Plum' })),
        ruleTo(env, 'v1', withQuery({ fruit: 'plum' }, pathPrefix('/basket'))),
        ruleTo(env, 'v2', withQuery({ fruit: 'plum' }, withHeaders({ crate: 'oak' }))),
        ruleTo(env, 'v3', withQuery({ fruit: 'plum' }, pathPrefix('/shelf', { crate: 'pine' }))),
        ruleTo(
          env,
          'v1',
          withQuery({ fruit: 'fig' }, pathPrefix('/jar')),
          withQuery({ fruit: 'date' }, pathPrefix('/tin', { crate: 'ash' })),
        ),
        ruleTo(env, 'v1', pathPrefix('/press')),
        ruleTo(env, 'v3', withHeaders({ crate: 'elm' })),
        ruleTo(env, 'v2', withQuery({ fruit: 'lime' })),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/by-query'),
    http([
      ...proves(
        'httproute.match.query.exact',
        arrives('the value of the first rule', { path: '/?fruit=plum' }, 'v1'),
        arrives('the value of the second rule', { path: '/?fruit=pear' }, 'v2'),
        arrives('name and value in another letter case', { path: '/?FRUIT=Plum' }, 'v3'),
        arrives('a parameter beside it', { path: '/?fruit=plum&weight=2' }, 'v1'),
      ),
      ...proves(
        'httproute.match.query.all',
        arrives('both parameters', { path: '/?fruit=pear&peel=thin' }, 'v3'),
        arrives('both in another order', { path: '/?peel=thin&fruit=pear' }, 'v3'),
        arrives('only one of both fits', { path: '/?fruit=pear&peel=thick' }, 'v2'),
        answers('only the second of both', { path: '/?peel=thin' }, 404),
      ),
      ...proves(
        ['httproute.match.query.exact', 'httproute.no-rule-404'],
        answers('another value', { path: '/?fruit=kiwi' }, 404),
        answers('a value with more behind it', { path: '/?fruit=plumpear' }, 404),
        answers('no parameter', { path: '/' }, 404),
      ),
      ...proves(
        'httproute.match.all-parts',
        arrives('with a path', { path: '/basket?fruit=plum' }, 'v1'),
        arrives('with a header', { path: '/?fruit=plum', headers: { crate: 'oak' } }, 'v2'),
        arrives('with both', { path: '/shelf?fruit=plum', headers: { crate: 'pine' } }, 'v3'),
        answers('the parameter without its path', { path: '/?fruit=fig' }, 404),
        answers('two parts of three', { path: '/tin?fruit=date' }, 404),
      ),
      ...proves(
        'httproute.rules.any-match',
        arrives('the first match of a rule', { path: '/jar?fruit=fig' }, 'v1'),
        arrives('its second match', { path: '/tin?fruit=date', headers: { crate: 'ash' } }, 'v1'),
      ),
      ...proves(
        'httproute.precedence.method',
        arrives('a path before a parameter', { path: '/press?fruit=lime' }, 'v1'),
        arrives('a header before a parameter', { path: '/?fruit=lime', headers: { crate: 'elm' } }, 'v3'),
      ),
      ...beyond(
        ...proves(
          'httproute.match.query.exact',
          answers('the parameter in the path', { path: '/fruit=plum' }, 404),
          answers('the value alone in another letter case', { path: '/?fruit=Plum' }, 404),
          answers('the name alone in another letter case', { path: '/?Fruit=plum' }, 404),
        ),
      ),
    ]),
  ],
});
