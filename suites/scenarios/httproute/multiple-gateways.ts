import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  FROM_SAME,
  GATEWAY_SERVES,
  gatewayNamed,
  httpListener,
  httpRoute,
  type ParentRef,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
  sharedParent,
} from '../../kit/index.ts';

/** Two Gateways whose names differ in the last character. */
function twinsOf(env: ScenarioEnv): { left: string; right: string } {
  const common = env.name('twin');
  return { left: `${common}-l`, right: `${common}-r` };
}

export default scenario({
  id: 'HTTPRouteMultipleGateways',
  title: 'A route with several Gateways is served by all of them, and a route with one by that one only',
  requirements: [
    'route.parentref.each-separately',
    'route.status.accepted',
    'gateway.address.serves-all-listeners',
    'listener.status.attached-routes',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.4',
  backends: { v1: {}, v2: {}, v3: {}, v4: {} },
  resources: (env) => {
    const { left, right } = twinsOf(env);
    const listeners = [httpListener('http', { allowedRoutes: FROM_SAME })];
    const named = (label: string, parent: ParentRef, backend: string) => [
      httpRoute(env, `on-${label}`, { parents: [parent], rules: [ruleTo(env, backend)] }),
      httpRoute(env, `name-on-${label}`, {
        parents: [parent],
        hostnames: [env.host(`${label}-only`)],
        rules: [ruleTo(env, backend)],
      }),
    ];
    return [
      gatewayNamed(env, left, { listeners }),
      gatewayNamed(env, right, { listeners }),
      httpRoute(env, 'on-all', {
        parents: [sharedParent(env), { name: left }, { name: right }],
        rules: [ruleTo(env, 'v1', pathPrefix('/common'))],
      }),
      ...named('shared', sharedParent(env), 'v2'),
      ...named('left', { name: left }, 'v3'),
      ...named('right', { name: right }, 'v4'),
    ];
  },
  steps: (env) => {
    const { left, right } = twinsOf(env);
    const backends = { shared: 'v2', left: 'v3', right: 'v4' };
    const labels = ['shared', 'left', 'right'] as const;
    const rowsOf = (label: keyof typeof backends): [HttpRow, ...HttpRow[]] => [
      ...proves(
        'route.parentref.each-separately',
        arrives(`the common route through ${label}`, { path: '/common/ground' }, 'v1'),
        arrives(`the route of ${label}`, { path: '/' }, backends[label]),
        arrives(`the hostname of ${label}`, { host: env.host(`${label}-only`) }, backends[label]),
      ),
      ...labels
        .filter((other) => other !== label)
        .flatMap((other) =>
          proves(
            ['route.parentref.each-separately', 'httproute.no-rule-404'],
            answers(`the hostname of ${other} on ${label}`, { host: env.host(`${other}-only`) }, 404),
          ),
        ),
    ];
    const serving = { conditions: GATEWAY_SERVES, listeners: { http: { attachedRoutes: 3 } } };
    return [
      ...proves(
        ['gateway.address.serves-all-listeners', 'listener.status.attached-routes'],
        status(`Gateway/=${left}`, serving),
        status(`Gateway/=${right}`, serving),
      ),
      ...attached('HTTPRoute/on-all'),
      ...labels.flatMap((label) => attached(`HTTPRoute/on-${label}`, `HTTPRoute/name-on-${label}`)),
      http(rowsOf('shared')),
      http(rowsOf('left'), { gateway: `Gateway/=${left}` }),
      http(rowsOf('right'), { gateway: `Gateway/=${right}` }),
    ];
  },
});
