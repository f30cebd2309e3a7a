import { patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  FROM_ALL,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  isJudged,
  LISTENER_SERVES,
  scenario,
} from '../../kit/index.ts';

const SERVING = { conditions: LISTENER_SERVES };

function listenerFor(env: ScenarioEnv, name: string) {
  return httpListener(name, { hostname: env.host(name), allowedRoutes: FROM_ALL });
}

export default scenario({
  id: 'GatewayObservedGenerationBump',
  title: 'The conditions of a Gateway and of its listeners follow its generation',
  requirements: ['gateway.status.observed-generation', 'listener.status.observed-generation'],
  features: ['Gateway'],
  since: 'v1.0',
  backends: {},
  resources: (env) => [gateway(env, 'changing', { listeners: [listenerFor(env, 'first')] })],
  steps: (env) => [
    status('Gateway/changing', { conditions: GATEWAY_SERVES, listeners: { first: SERVING } }),
    patch('a listener is added', 'Gateway/changing', {
      spec: { listeners: [listenerFor(env, 'first'), listenerFor(env, 'second')] },
    }),
    status('Gateway/changing', { conditions: GATEWAY_SERVES, listeners: { first: SERVING, second: SERVING } }),
    isJudged('no known condition is left behind', 'Gateway/changing'),
  ],
});
