import { http, patch, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecGatewayPortChanges',
  title: 'A listener that moves to another port is served there, and no longer where it was',
  requirements: ['gateway.spec.changes-take-effect', 'gateway.listeners.unmatched-rejected'],
  features: ['Gateway', 'HTTPRoute', 'GatewayPort8080'],
  since: 'v1.2',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'moving', {
      listeners: [
        httpListener('staying', { hostname: env.host('staying'), allowedRoutes: FROM_SAME }),
        httpListener('moving', { hostname: env.host('moving'), allowedRoutes: FROM_SAME }),
      ],
    }),
    httpRoute(env, 'on-both', { parents: [ownParent(env, 'moving')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => {
    const [staying, moving] = [{ host: env.host('staying') }, { host: env.host('moving') }];
    const target = { gateway: 'Gateway/moving' } as const;
    const serves = { conditions: LISTENER_SERVES, attachedRoutes: 1 } as const;
    const served = status('Gateway/moving', {
      conditions: GATEWAY_SERVES,
      listeners: { staying: serves, moving: serves },
    });
    return [
      served,
      http([arrives('the listener that stays', staying, 'v1'), arrives('at its first port', moving, 'v1')], target),
      patch('a listener gets another port', 'Gateway/moving', {
        spec: {
          listeners: [
            httpListener('staying', { hostname: env.host('staying'), allowedRoutes: FROM_SAME }),
            httpListener('moving', { hostname: env.host('moving'), allowedRoutes: FROM_SAME, port: 8080 }),
          ],
        },
      }),
      served,
      http(
        [arrives('the listener that stayed', staying, 'v1'), answers('no longer at its first port', moving, 404)],
        target,
      ),
      http([arrives('at its new port', moving, 'v1')], { ...target, port: 8080 }),
    ];
  },
});
