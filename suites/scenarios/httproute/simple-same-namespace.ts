import { http, remove } from '../../../harness/scenario/define.ts';
import { answers, arrives, attached, httpRoute, proves, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteSimpleSameNamespace',
  title: 'A route with one rule leads every request for its hostname to a backend of its own namespace',
  requirements: [
    'route.status.accepted',
    'route.status.resolved-refs',
    'httproute.backends.service',
    'httproute.hostnames.select',
    'httproute.hostnames.forward-host',
    'httproute.rules.any-match',
    'httproute.no-rule-404',
    'gateway.listeners.core-combinations',
    'gateway.listeners.unmatched-rejected',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [httpRoute(env, 'simple', { rules: [ruleTo(env, 'v1')] })],
  steps: (env) => [
    ...attached('HTTPRoute/simple'),
    http([
      ...proves(
        [
          'httproute.backends.service',
          'httproute.hostnames.select',
          'httproute.hostnames.forward-host',
          'gateway.listeners.core-combinations',
        ],
        arrives('root path', {}, 'v1'),
      ),
      ...proves(
        'httproute.rules.any-match',
        arrives('path with a query', { path: '/shop/items?page=2&sort=price%20%26%20name&flag' }, 'v1'),
        arrives('path with percent-encoding', { path: '/shop/fine%20china%26glass' }, 'v1'),
        arrives('another method with a body', { method: 'POST', path: '/orders', body: 'one order' }, 'v1'),
        arrives('request headers pass through', { headers: { 'X-Trace': 'a-b-c', 'x-note': 'none' } }, 'v1'),
      ),
      ...proves(
        ['httproute.no-rule-404', 'gateway.listeners.unmatched-rejected'],
        answers('hostname that no route names', { host: env.host('stranger') }, 404),
      ),
    ]),
    remove('the route goes', 'HTTPRoute/simple'),
    http([
      ...proves(
        ['httproute.no-rule-404', 'httproute.hostnames.select'],
        answers('hostname that no route names any more', {}, 404),
      ),
    ]),
  ],
});
