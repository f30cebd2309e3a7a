import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  exactPath,
  type HttpRouteFilter,
  type HttpRouteRule,
  httpRoute,
  pathPrefix,
  proves,
  redirects,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

type Redirect = NonNullable<HttpRouteFilter['requestRedirect']>;

function redirectRule(path: string, requestRedirect: Redirect): HttpRouteRule {
  return { matches: [pathPrefix(path)], filters: [{ type: 'RequestRedirect', requestRedirect }] };
}

export default scenario({
  id: 'HTTPRouteRedirectHostAndStatus',
  title: 'A redirect leads to another hostname, with the status code that is asked for, and leaves the rest as it is',
  requirements: [
    'httproute.filters.core',
    'httproute.filters.redirect.hostname',
    'httproute.filters.redirect.status',
    'httproute.filters.redirect.keeps-path',
    'httproute.filters.redirect.keeps-scheme',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => {
    const hostname = env.host('new-home');
    return [
      httpRoute(env, 'moved', {
        rules: [
          redirectRule('/host', { hostname }),
          redirectRule('/permanent', { hostname, statusCode: 301 }),
          redirectRule('/found', { hostname, statusCode: 302 }),
          redirectRule('/same-host', { statusCode: 301 }),
          ruleTo(env, 'v1', exactPath('/host/stays')),
        ],
      }),
    ];
  },
  steps: (env) => {
    const host = env.host('new-home');
    const leads = (name: string, path: string, code: number, to: string) =>
      redirects(name, { path }, { status: code, scheme: 'http', host: to, port: 80, path });
    return [
      ...attached('HTTPRoute/moved'),
      http([
        ...proves(
          [
            'httproute.filters.core',
            'httproute.filters.redirect.hostname',
            'httproute.filters.redirect.status',
            'httproute.filters.redirect.keeps-scheme',
          ],
          leads('another host, 302 by default', '/host', 302, host),
        ),
        ...proves('httproute.filters.redirect.keeps-path', leads('the path is kept', '/host/a/longer/path', 302, host)),
        ...proves(
          'httproute.filters.redirect.status',
          leads('another host and 301', '/permanent', 301, host),
          leads('another host and 302, said so', '/found/here', 302, host),
        ),
        ...proves(
          'httproute.filters.redirect.hostname',
          leads('no host: that of the request', '/same-host/page', 301, env.hostname),
        ),
        ...proves(
          'httproute.filters.redirect.status',
          redirects(
            'another method is redirected too',
            { method: 'HEAD', path: '/permanent/page' },
            { status: 301, scheme: 'http', host, port: 80, path: '/permanent/page' },
          ),
        ),
        ...proves('httproute.precedence.criteria', arrives('a rule without filter', { path: '/host/stays' }, 'v1')),
        ...proves('httproute.no-rule-404', answers('a path without rule', { path: '/hostel' }, 404)),
      ]),
    ];
  },
});
