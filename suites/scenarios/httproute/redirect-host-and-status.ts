import { http } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/steps.ts';
import {
  answers,
  arrives,
  attached,
  exactPath,
  type HttpRouteFilter,
  type HttpRouteRule,
  httpRoute,
  pathPrefix,
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
    const leads = (name: string, path: string, code: number, to: string): HttpRow => ({
      name,
      send: { path },
      expect: { redirect: { status: code, scheme: 'http', host: to, port: 80, path } },
    });
    return [
      ...attached('HTTPRoute/moved'),
      http([
        leads('another host, 302 by default', '/host', 302, host),
        leads('the path is kept', '/host/a/longer/path', 302, host),
        leads('another host and 301', '/permanent', 301, host),
        leads('another host and 302, said so', '/found/here', 302, host),
        leads('no host: that of the request', '/same-host/page', 301, env.hostname),
        {
          name: 'another method is redirected too',
          send: { method: 'HEAD', path: '/permanent/page' },
          expect: { redirect: { status: 301, scheme: 'http', host, port: 80, path: '/permanent/page' } },
        },
        arrives('a rule without filter', { path: '/host/stays' }, 'v1'),
        answers('a path without rule', { path: '/hostel' }, 404),
      ]),
    ];
  },
});
