import { http } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import { arrives, attached, exactPath, httpRoute, pathPrefix, proves, ruleTo, scenario } from '../../kit/index.ts';

/** A Gateway may refuse such a path, or redirect to its normal form. */
const REFUSALS = [301, 302, 307, 308, 400, 403, 404] as const;

/**
 * Whether paths are normalised or unescaped before they are matched is left open (RFC 3986 6.2.2 allows it): the backends are
 * those that a path may lead to if they are, or are not. Which it was stands in the result.
 */
function leadsTo(name: string, path: string, ...oneOf: readonly [string, ...string[]]): HttpRow {
  return { name, send: { path }, expect: { oneOf, refusals: REFUSALS } };
}

export default scenario({
  id: 'SpecHTTPRouteUnusualPaths',
  title: 'Paths with escaped characters, dot segments and two slashes lead to what they may mean, and nowhere else',
  requirements: ['httproute.match.path.exact', 'httproute.match.path.prefix'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  resources: (env) => [
    httpRoute(env, 'unusual', {
      rules: [
        ruleTo(env, 'v1', pathPrefix('/docs'), exactPath('/caf%C3%A9')),
        ruleTo(env, 'v2', pathPrefix('/admin')),
        ruleTo(env, 'v3', pathPrefix('/')),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/unusual'),
    http([
      ...proves(
        'httproute.match.path.exact',
        arrives('an escaped character, as the match has it', { path: '/caf%C3%A9' }, 'v1', { rest: 'any' }),
        arrives('another escaped character', { path: '/caf%C3%A8' }, 'v3', { rest: 'any' }),
      ),
      ...proves(
        'httproute.match.path.prefix',
        arrives('a usual path below the prefix', { path: '/docs/a' }, 'v1'),
        leadsTo('two slashes below the prefix', '/docs//a', 'v1'),
        leadsTo('a dot segment below the prefix', '/docs/./a', 'v1'),
        leadsTo('two dots that stay below the prefix', '/docs/a/../b', 'v1'),
        leadsTo('an escaped letter below the prefix', '/docs/%61', 'v1'),
        leadsTo('an escaped dot below the prefix', '/docs/%2e/a', 'v1'),
        leadsTo('a segment that only begins with dots', '/docs/..a/b', 'v1'),
        leadsTo('dot segments that lead from one prefix to another', '/docs/../admin/a', 'v1', 'v2'),
        leadsTo('escaped dots that lead from one prefix to another', '/docs/%2e%2e/admin/a', 'v1', 'v2'),
        leadsTo('escaped slashes around two dots', '/docs/a%2F..%2F..%2Fadmin', 'v1', 'v2'),
        leadsTo('two slashes before the prefix', '//docs/a', 'v1', 'v3'),
        leadsTo('two dots above the root', '/../docs/a', 'v1', 'v3'),
        leadsTo('an escaped slash behind the prefix', '/docs%2Fa', 'v1', 'v3'),
        leadsTo('an escaped letter of the prefix', '/d%6Fcs/a', 'v1', 'v3'),
      ),
    ]),
  ],
});
