import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  httpRoute,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
  withHeaders,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteMatching',
  title: 'A route selects its backend by path prefixes and headers, alone and together',
  requirements: [
    'httproute.match.path.prefix',
    'httproute.match.all-parts',
    'httproute.match.headers.exact',
    'httproute.rules.any-match',
    'httproute.precedence.criteria',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'everything', {
      rules: [
        ruleTo(env, 'v1', pathPrefix('/'), withHeaders({ edition: 'first' })),
        ruleTo(env, 'v2', pathPrefix('/library'), withHeaders({ edition: 'second' })),
        ruleTo(env, 'v3', pathPrefix('/archive/', { reader: 'known' })),
      ],
    }),
    httpRoute(env, 'only-prefix', {
      hostnames: [env.host('only-prefix')],
      rules: [ruleTo(env, 'v1', pathPrefix('/annex/')), ruleTo(env, 'v2', pathPrefix('/cellar', { key: 'brass' }))],
    }),
  ],
  steps: (env) => {
    const first = { edition: 'first' };
    const second = { edition: 'second' };
    const known = { reader: 'known' };
    const host = env.host('only-prefix');
    return [
      ...attached('HTTPRoute/everything', 'HTTPRoute/only-prefix'),
      http([
        ...proves(
          ['httproute.match.path.prefix', 'httproute.rules.any-match'],
          arrives('the root', { path: '/' }, 'v1'),
          arrives('a path that no other rule has', { path: '/reading-room' }, 'v1'),
        ),
        ...proves(
          ['httproute.rules.any-match', 'httproute.match.headers.exact'],
          arrives('a header of the first rule', { headers: first }, 'v1'),
        ),
        ...proves(
          'httproute.match.path.prefix',
          arrives('the prefix itself', { path: '/library' }, 'v2'),
          arrives('the prefix with a trailing slash', { path: '/library/' }, 'v2'),
          arrives('a path below the prefix', { path: '/library/shelf/7' }, 'v2'),
          arrives('the prefix with a query', { path: '/library?shelf=7' }, 'v2'),
        ),
        ...proves(
          ['httproute.rules.any-match', 'httproute.match.headers.exact'],
          arrives('a header of the second rule', { headers: second }, 'v2'),
        ),
        ...proves(
          'httproute.precedence.criteria',
          arrives('a longer prefix before a header', { path: '/library', headers: first }, 'v2'),
        ),
        ...proves(
          'httproute.match.path.prefix',
          arrives('a prefix in the middle of a word', { path: '/librarything' }, 'v1'),
          arrives('a prefix that is not at the start', { path: '/city/library/shelf' }, 'v1'),
          arrives('a prefix in another letter case', { path: '/Library' }, 'v1'),
        ),
        ...proves(
          'httproute.match.all-parts',
          arrives('path and header together', { path: '/archive/1871', headers: known }, 'v3'),
        ),
        ...proves(
          'httproute.match.path.prefix',
          arrives('a prefix whose own trailing slash plays no part', { path: '/archive', headers: known }, 'v3'),
        ),
        ...proves(
          'httproute.match.all-parts',
          arrives('the path without its header', { path: '/archive/1871' }, 'v1'),
          arrives('the header without its path', { path: '/reading-room', headers: known }, 'v1'),
        ),
      ]),
      http([
        ...proves(
          'httproute.match.path.prefix',
          arrives('below the only prefix', { host, path: '/annex/door' }, 'v1'),
          arrives('the only prefix without its slash', { host, path: '/annex' }, 'v1'),
        ),
        ...proves(
          ['httproute.match.path.prefix', 'httproute.no-rule-404'],
          answers('a longer word', { host, path: '/annexation' }, 404),
          answers('the root', { host, path: '/' }, 404),
        ),
        ...proves(
          'httproute.match.all-parts',
          arrives('both parts of a match', { host, path: '/cellar/wine', headers: { key: 'brass' } }, 'v2'),
        ),
        ...proves(
          ['httproute.match.all-parts', 'httproute.no-rule-404'],
          answers('the path alone', { host, path: '/cellar/wine' }, 404),
          answers('the header alone', { host, path: '/attic', headers: { key: 'brass' } }, 404),
          answers('the path with another value', { host, path: '/cellar', headers: { key: 'iron' } }, 404),
        ),
      ]),
    ];
  },
});
