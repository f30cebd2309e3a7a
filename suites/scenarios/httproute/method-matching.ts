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
  withMethod,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteMethodMatching',
  title: 'A route selects its backend by the method, alone and with paths and headers',
  requirements: [
    'httproute.match.method',
    'httproute.match.all-parts',
    'httproute.rules.any-match',
    'httproute.precedence.method',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteMethodMatching'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'by-method', {
      rules: [
        ruleTo(env, 'v1', withMethod('POST')),
        ruleTo(env, 'v2', withMethod('GET')),
        ruleTo(env, 'v1', withMethod('GET', pathPrefix('/reading'))),
        ruleTo(env, 'v2', withMethod('PUT', withHeaders({ desk: 'one' }))),
        ruleTo(env, 'v3', withMethod('POST', pathPrefix('/writing', { desk: 'two' }))),
        ruleTo(
          env,
          'v1',
          withMethod('PATCH', pathPrefix('/mending')),
          withMethod('DELETE', pathPrefix('/clearing', { desk: 'three' })),
        ),
        ruleTo(env, 'v1', pathPrefix('/everything')),
        ruleTo(env, 'v2', withMethod('PATCH')),
        ruleTo(env, 'v3', withHeaders({ desk: 'four' })),
        // The other way round, so that the order of the rules does not help.
        ruleTo(env, 'v3', pathPrefix('/turned', { desk: 'five' })),
        ruleTo(env, 'v2', withMethod('PATCH', pathPrefix('/turned'))),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/by-method'),
    http([
      ...proves(
        'httproute.match.method',
        arrives('the method of the first rule', { method: 'POST' }, 'v1'),
        arrives('the method of the second rule', { method: 'GET' }, 'v2'),
      ),
      ...proves(
        ['httproute.match.method', 'httproute.no-rule-404'],
        answers('HEAD, which no rule names, though one names GET', { method: 'HEAD' }, 404),
      ),
      ...proves(
        'httproute.match.all-parts',
        arrives('with a path', { method: 'GET', path: '/reading' }, 'v1'),
        arrives('with a header', { method: 'PUT', headers: { desk: 'one' } }, 'v2'),
        arrives('with both', { method: 'POST', path: '/writing', headers: { desk: 'two' } }, 'v3'),
        answers('the method without its header', { method: 'PUT' }, 404),
        answers('two parts of three', { method: 'DELETE', path: '/clearing' }, 404),
      ),
      ...proves(
        'httproute.rules.any-match',
        arrives('the first match of a rule', { method: 'PATCH', path: '/mending' }, 'v1'),
        arrives('its second match', { method: 'DELETE', path: '/clearing', headers: { desk: 'three' } }, 'v1'),
      ),
      ...proves(
        'httproute.precedence.method',
        arrives('a path before a method', { method: 'PATCH', path: '/everything' }, 'v1'),
        arrives('a method before a header', { method: 'PATCH', headers: { desk: 'four' } }, 'v2'),
      ),
      ...beyond(
        ...proves(
          'httproute.precedence.method',
          arrives(
            'a method before a header of an earlier rule',
            { method: 'PATCH', path: '/turned', headers: { desk: 'five' } },
            'v2',
          ),
        ),
      ),
    ]),
  ],
});
