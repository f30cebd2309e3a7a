import { custom, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { ObjectRef } from '../../../harness/scenario/steps.ts';
import {
  conflicted,
  FROM_ALL,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  LISTENER_SERVES,
  type Listener,
  listenerSet,
  readCreation,
  refusedSet,
  SET_SERVES,
  scenario,
} from '../../kit/index.ts';

const setRef = (label: string): ObjectRef => `ListenerSet/${label}`;

function serving(env: ScenarioEnv, name: string): Listener {
  return httpListener(name, { hostname: env.host(name), allowedRoutes: FROM_ALL });
}

export default scenario({
  id: 'SpecListenerSetTwins',
  title: 'Of two ListenerSets of one age the first by name has its listener',
  requirements: ['listenerset.precedence', 'listenerset.conflicted'],
  features: ['Gateway', 'ListenerSet'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: (env) => [
    gateway(env, 'shared-by-twins', { setsFrom: { from: 'Same' }, listeners: [serving(env, 'own')] }),
    // Made one after the other, so mostly in one second; the last by name comes first.
    listenerSet(env, 'zz-twin', { gateway: 'shared-by-twins', listeners: [serving(env, 'wanted')] }),
    listenerSet(env, 'aa-twin', { gateway: 'shared-by-twins', listeners: [serving(env, 'wanted')] }),
  ],
  steps: [
    status('Gateway/shared-by-twins', { conditions: GATEWAY_SERVES }),
    custom({
      name: 'of two sets of one age the first by name serves, or else the older one',
      reason: 'whether both were made in one second shows only afterwards',
      run: async (context) => {
        const [first, last] = ['aa-twin', 'zz-twin'];
        const [made, madeLast] = [
          await readCreation(context, setRef(first)),
          await readCreation(context, setRef(last)),
        ];
        const [winner, loser] = made <= madeLast ? [first, last] : [last, first];
        await context.expectStatus(setRef(winner), {
          conditions: SET_SERVES,
          listeners: { wanted: { conditions: LISTENER_SERVES } },
        });
        await context.expectStatus(setRef(loser), {
          conditions: refusedSet('ListenersNotValid'),
          listeners: { wanted: { conditions: conflicted('HostnameConflict') } },
        });
      },
    }),
  ],
});
