import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Listener names with their hostnames, from the least specific, so that the order of the list is of no help. */
function listenersOf(env: ScenarioEnv): Record<string, string> {
  const near = env.host('near');
  return {
    'any-near': `*.${near}`,
    'any-far': `*.${env.host('far')}`,
    near,
    'one-near': `one.${near}`,
    'any-inner-near': `*.inner.${near}`,
  };
}

export default scenario({
  id: 'HTTPRouteListenerHostnameMatching',
  title: 'Of the listeners of a port the one with the most specific hostname takes the request',
  requirements: [
    'gateway.listeners.most-specific-hostname',
    'gateway.listeners.wildcard-any-depth',
    'gateway.listeners.unmatched-rejected',
    'listener.hostname.http',
    'listener.status.attached-routes',
    'route.parentref.section-name',
    'route.parentref.each-separately',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {}, v2: {}, v3: {}, v4: {} },
  resources: (env) => {
    const route = (backend: string, ...sections: string[]) =>
      httpRoute(env, `route-to-${backend}`, {
        parents: sections.map((sectionName) => ownParent(env, 'many-names', { sectionName })),
        hostnames: [],
        rules: [ruleTo(env, backend)],
      });
    return [
      gateway(env, 'many-names', {
        listeners: Object.entries(listenersOf(env)).map(([name, hostname]) =>
          httpListener(name, { hostname, allowedRoutes: FROM_SAME }),
        ),
      }),
      route('v1', 'near'),
      route('v2', 'one-near'),
      route('v3', 'any-near', 'any-far'),
      route('v4', 'any-inner-near'),
    ];
  },
  steps: (env) => {
    const near = env.host('near');
    const far = env.host('far');
    return [
      ...attached('HTTPRoute/route-to-v1', 'HTTPRoute/route-to-v2', 'HTTPRoute/route-to-v3', 'HTTPRoute/route-to-v4'),
      ...proves(
        ['listener.status.attached-routes', 'route.parentref.section-name'],
        status('Gateway/many-names', {
          conditions: GATEWAY_SERVES,
          listeners: Object.fromEntries(Object.keys(listenersOf(env)).map((name) => [name, { attachedRoutes: 1 }])),
        }),
      ),
      http(
        [
          ...proves(
            ['listener.hostname.http', 'route.parentref.section-name'],
            arrives('exact hostname', { host: near }, 'v1'),
          ),
          ...proves(
            'gateway.listeners.most-specific-hostname',
            arrives('exact hostname that a wildcard covers too', { host: `one.${near}` }, 'v2'),
          ),
          ...proves(
            'gateway.listeners.wildcard-any-depth',
            arrives('wildcard', { host: `two.${near}` }, 'v3'),
            arrives('wildcard, several labels', { host: `two.three.${near}` }, 'v3'),
            arrives('wildcard, below an exact hostname', { host: `two.one.${near}` }, 'v3'),
          ),
          ...proves(
            'gateway.listeners.most-specific-hostname',
            arrives('the longer of two wildcards', { host: `two.inner.${near}` }, 'v4'),
            arrives('the longer of two wildcards, several labels', { host: `two.three.inner.${near}` }, 'v4'),
            arrives('bare domain of the longer wildcard', { host: `inner.${near}` }, 'v3'),
          ),
          ...proves(
            ['route.parentref.each-separately', 'gateway.listeners.wildcard-any-depth'],
            arrives('the other listener of the same route', { host: `two.three.${far}` }, 'v3'),
          ),
          ...proves(
            ['gateway.listeners.wildcard-any-depth', 'gateway.listeners.unmatched-rejected'],
            answers('bare domain of a wildcard', { host: far }, 404),
          ),
          ...proves(
            'gateway.listeners.unmatched-rejected',
            answers('hostname of no listener', { host: env.host('stranger') }, 404),
          ),
        ],
        { gateway: 'Gateway/many-names' },
      ),
    ];
  },
});
