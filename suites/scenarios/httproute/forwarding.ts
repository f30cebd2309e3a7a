import { http, status } from '../../../harness/scenario/define.ts';
import {
  arrives,
  type Citations,
  citing,
  exactPath,
  httpRoute,
  pathPrefix,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const LONG_PATH = `/files/${'segment/'.repeat(60)}end`;
const BODY = JSON.stringify({ lines: Array.from({ length: 40 }, (_, index) => `line ${index} of the body`) });
const HEADERS = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`X-Header-${index}`, `value ${index}`]));

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.resolved-refs'],
  served: ['httproute.backends.receives-request', 'httproute.rules.any-match', 'httproute.hostnames.forward-host'],
};

export default scenario({
  id: 'SpecHTTPRouteForwarding',
  title: 'Whatever the method, the target and the headers are, the request reaches the backend as it was sent',
  requirements: [
    'httproute.rules.any-match',
    'httproute.hostnames.forward-host',
    'httproute.backends.receives-request',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'forwarding', {
      rules: [ruleTo(env, 'v2', exactPath('/exactly'), pathPrefix('/files')), ruleTo(env, 'v1')],
    }),
  ],
  steps: citing(SHOWN, [
    status('HTTPRoute/forwarding', { conditions: ROUTE_ATTACHED }),
    http([
      arrives('GET', { path: '/any?method' }, 'v1'),
      ...METHODS.map((method) => arrives(`${method} without a body`, { method, path: '/any?method' }, 'v1')),
      ...['POST', 'PUT', 'PATCH'].map((method) =>
        arrives(
          `${method} with a body`,
          { method, path: '/exactly', body: BODY, headers: { 'Content-Type': 'application/json' } },
          'v2',
        ),
      ),
    ]),
    http([
      arrives('a query of one name several times', { path: '/exactly?a=1&a=2&b=&c' }, 'v2'),
      arrives(
        'a query with a slash and a question mark',
        { path: '/exactly?next=https://other.example//path?x' },
        'v2',
      ),
      arrives('a query with escaped characters', { path: '/exactly?q=a%26b%3Dc%20d%2Fe&plus=a+b' }, 'v2'),
      arrives('a query that looks like a path of another rule', { path: '/other?/files/x' }, 'v1'),
      arrives('punctuation in a path', { path: "/files/a-b_c.d~e;v=1,2:3@4!$&'()*" }, 'v2'),
      arrives('hundreds of characters of a path', { path: LONG_PATH }, 'v2'),
      arrives('thirty headers', { path: '/', headers: HEADERS }, 'v1'),
      arrives('a header of several lines', { path: '/', headers: { 'X-Line': ['one', 'two', 'three'] } }, 'v1'),
      arrives(
        'a header of a thousand characters',
        { path: '/', headers: { 'X-Long': 'word '.repeat(200).trim() } },
        'v1',
      ),
      arrives(
        'credentials and cookies',
        { path: '/', headers: { Authorization: 'Bearer abc.def', Cookie: 'a=1; b=2' } },
        'v1',
      ),
    ]),
  ]),
});
