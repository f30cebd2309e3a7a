import { http } from '../../../harness/scenario/define.ts';
import type { HttpRequest, HttpRow } from '../../../harness/scenario/traffic.ts';
import { answers, arrives, attached, httpRoute, pathPrefix, proves, ruleTo, scenario } from '../../kit/index.ts';

/** A request that contradicts itself may be refused. */
function contradicts(name: string, send: HttpRequest, backend: string): HttpRow {
  return { name, send, expect: { oneOf: [backend], refusals: [400, 421] } };
}

export default scenario({
  id: 'SpecHTTPRouteWholeTargets',
  title: 'A request whose target is a whole URL is routed by the host and path of the URL',
  requirements: ['httproute.hostnames.select', 'httproute.match.path.prefix'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  resources: (env) => [
    httpRoute(env, 'one', { hostnames: [env.host('one')], rules: [ruleTo(env, 'v1', pathPrefix('/some'))] }),
    httpRoute(env, 'two', { hostnames: [env.host('two')], rules: [ruleTo(env, 'v2', pathPrefix('/some'))] }),
  ],
  steps: (env) => {
    const [one, two, nobody] = [env.host('one'), env.host('two'), env.host('nobody')];
    return [
      ...attached('HTTPRoute/one', 'HTTPRoute/two'),
      http([
        // RFC 9112 3.2.2: a server must accept such a target, and whoever answers as the origin must take its host.
        ...proves(
          'httproute.match.path.prefix',
          arrives('a whole URL', { path: `http://${one}/some?thing=1`, host: one }, 'v1', { rest: 'any' }),
          answers('a whole URL whose path no rule matches', { path: `http://${one}/other`, host: one }, 404),
        ),
        ...proves(
          'httproute.hostnames.select',
          arrives('a whole URL of another route', { path: `http://${two}/some`, host: two }, 'v2', { rest: 'any' }),
          contradicts('the host of the URL before the Host header', { path: `http://${one}/some`, host: two }, 'v1'),
          answers('the host of no route in the URL', { path: `http://${nobody}/some`, host: one }, [404, 400, 421]),
        ),
      ]),
    ];
  },
});
