import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  type Citations,
  citing,
  exactPath,
  httpRoute,
  pathPrefix,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
  withHeaders,
} from '../../kit/index.ts';

const LONG_VALUE = 'long-'.repeat(80);

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.resolved-refs'],
  served: ['httproute.rules.any-match', 'httproute.match.all-parts'],
  unserved: ['httproute.no-rule-404', 'httproute.match.all-parts'],
};

export default scenario({
  id: 'SpecHTTPRouteMatchCombinations',
  title: 'Each match of a rule stands for itself, and is satisfied by the very values that it names',
  requirements: [
    'httproute.rules.any-match',
    'httproute.match.all-parts',
    'httproute.match.path.exact',
    'httproute.match.path.prefix',
    'httproute.match.headers.exact',
    'httproute.match.headers.name-case',
    'httproute.match.headers.all',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  resources: (env) => [
    httpRoute(env, 'combining', {
      rules: [
        ruleTo(env, 'v1', pathPrefix('/library', { wing: 'east', floor: '1' }), pathPrefix('/library/annex')),
        ruleTo(
          env,
          'v2',
          withHeaders({ shelf: '1', row: '2' }),
          withHeaders({ shelf: '9' }),
          withHeaders({ row: '8' }),
        ),
        ruleTo(
          env,
          'v3',
          exactPath('/desk'),
          pathPrefix('/hall/'),
          exactPath('/box', { lid: 'off' }),
          exactPath('/lamp'),
        ),
        ruleTo(env, 'v1', exactPath('/v1.0'), pathPrefix('/v2.0')),
        ruleTo(env, 'v2', withHeaders({ pattern: 'a.c*' }), withHeaders({ words: 'two words' })),
        ruleTo(env, 'v3', withHeaders({ 'x-long': LONG_VALUE }), withHeaders({ 'x-number': '1.0' })),
      ],
    }),
    httpRoute(env, 'all', {
      hostnames: [env.host('all')],
      rules: [{ ...ruleTo(env, 'v2'), matches: [] }, ruleTo(env, 'v1', exactPath('/desk'))],
    }),
  ],
  steps: (env) =>
    citing(SHOWN, [
      status('HTTPRoute/combining', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/all', { conditions: ROUTE_ATTACHED }),
      http([
        arrives('an empty list of matches, which takes every path', { host: env.host('all'), path: '/any' }, 'v2'),
        arrives('a match of another rule beside it', { host: env.host('all'), path: '/desk' }, 'v1'),
        arrives('both headers of the first match', { path: '/library', headers: { wing: 'east', floor: '1' } }, 'v1'),
        answers('one header of the first match', { path: '/library', headers: { wing: 'east' } }, 404),
        answers('the other header of it', { path: '/library', headers: { floor: '1' } }, 404),
        answers('its path alone', { path: '/library' }, 404),
        answers('its headers with another path', { path: '/libraries', headers: { wing: 'east', floor: '1' } }, 404),
        arrives('the second match, which has no headers', { path: '/library/annex' }, 'v1'),
        arrives(
          'headers that the second match does not ask for',
          { path: '/library/annex/2', headers: { wing: 'w' } },
          'v1',
        ),
      ]),
      ...proves(
        ['httproute.rules.any-match', 'httproute.match.headers.all'],
        http([
          arrives('two headers of a match', { headers: { shelf: '1', row: '2' } }, 'v2'),
          answers('the first of two headers', { headers: { shelf: '1' } }, 404),
          answers('the second of two headers', { headers: { row: '2' } }, 404),
          arrives('the only header of the second match', { headers: { shelf: '9' } }, 'v2'),
          arrives('beside a header of the first match with another value', { headers: { shelf: '9', row: '3' } }, 'v2'),
          arrives('the third match, by the name that the first one has second', { headers: { row: '8' } }, 'v2'),
          arrives('the third match, with a value of no match beside it', { headers: { shelf: '2', row: '8' } }, 'v2'),
          answers('values of different matches', { headers: { shelf: '2', row: '2' } }, 404),
          answers('the values of two names exchanged', { headers: { shelf: '2', row: '1' } }, 404),
        ]),
      ),
      ...proves(
        ['httproute.match.path.exact', 'httproute.match.path.prefix', 'httproute.match.headers.exact'],
        http([
          arrives('the first of four paths', { path: '/desk' }, 'v3'),
          arrives('the second of four paths', { path: '/hall' }, 'v3'),
          arrives('the second of four paths, with what is below it', { path: '/hall/door/2' }, 'v3'),
          arrives('the third of four paths, with its header', { path: '/box', headers: { lid: 'off' } }, 'v3'),
          arrives('the last of four paths', { path: '/lamp' }, 'v3'),
          answers('the third of four paths without its header', { path: '/box' }, 404),
          answers(
            'the header of the third path with no path of the rule',
            { path: '/chest', headers: { lid: 'off' } },
            404,
          ),
          answers('a header value in another letter case', { path: '/box', headers: { lid: 'OFF' } }, 404),
          answers('a header value with more behind it', { path: '/box', headers: { lid: 'off!' } }, 404),
          answers('a header value with more before it', { path: '/box', headers: { lid: 'take-off' } }, 404),
          answers('a beginning of the header value', { path: '/box', headers: { lid: 'of' } }, 404),
          answers('an exact path with a slash behind it', { path: '/lamp/' }, 404),
          answers('an exact path with more behind it', { path: '/lamps' }, 404),
          answers('a beginning of an exact path', { path: '/lam' }, 404),
          answers('an exact path below another element', { path: '/big/lamp' }, 404),
          answers('a prefix that goes on without a slash', { path: '/halls' }, 404),
          answers('a beginning of a prefix', { path: '/hal' }, 404),
          answers('a prefix in another letter case', { path: '/Hall/door' }, 404),
          answers('a prefix below another element', { path: '/big/hall' }, 404),
          arrives('an exact path with a query', { path: '/lamp?on=1' }, 'v3'),
          arrives('a prefix with a query', { path: '/hall?door=2' }, 'v3'),
        ]),
      ),
      ...proves(
        ['httproute.match.path.exact', 'httproute.match.headers.exact', 'httproute.match.headers.name-case'],
        http([
          arrives('a dot of an exact path', { path: '/v1.0' }, 'v1'),
          answers('another character for it', { path: '/v1x0' }, 404),
          arrives('a dot of a prefix', { path: '/v2.0/items' }, 'v1'),
          answers('another character for that', { path: '/v2x0/items' }, 404),
          arrives('characters that a pattern would have', { headers: { pattern: 'a.c*' } }, 'v2'),
          answers('what such a pattern would match', { headers: { pattern: 'abccc' } }, 404),
          arrives('a value of two words', { headers: { words: 'two words' } }, 'v2'),
          answers('one of the two words', { headers: { words: 'two' } }, 404),
          arrives('a value of hundreds of characters', { headers: { 'x-long': LONG_VALUE } }, 'v3'),
          answers('one character less', { headers: { 'x-long': LONG_VALUE.slice(0, -1) } }, 404),
          arrives('a header name in another letter case', { headers: { 'X-NUMBER': '1.0' } }, 'v3'),
          answers('an equal number, written otherwise', { headers: { 'x-number': '1.00' } }, 404),
        ]),
      ),
    ]),
});
