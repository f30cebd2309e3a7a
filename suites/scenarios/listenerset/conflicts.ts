import { custom, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  applyYounger,
  conflicted,
  countsSets,
  FROM_ALL,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  LISTENER_SERVES,
  type Listener,
  listenerSet,
  proves,
  refusedSet,
  SET_SERVES_IN_PART,
  scenario,
} from '../../kit/index.ts';

/** What a listener that comes later has in common with one on the same port: its hostname, or nothing but the port. */
const CASES = [
  {
    reason: 'HostnameConflict',
    title: 'A listener with the hostname of another one gives way to the Gateway and to older ListenerSets',
    later: (env: ScenarioEnv, name: string): Listener => serving(env, name),
  },
  {
    reason: 'ProtocolConflict',
    title: 'A listener with another protocol on the port gives way to the Gateway and to older ListenerSets',
    later: (_env: ScenarioEnv, name: string): Listener => ({
      name,
      port: 80,
      protocol: 'TCP',
      allowedRoutes: FROM_ALL,
    }),
  },
] as const;

function serving(env: ScenarioEnv, name: string): Listener {
  return httpListener(name, { hostname: env.host(name), allowedRoutes: FROM_ALL });
}

const SERVES = { conditions: LISTENER_SERVES };

export default CASES.map(({ reason, title, later }) => {
  const loses = { conditions: conflicted(reason) };
  return scenario({
    id: `ListenerSet${reason}`,
    title,
    requirements: [
      'listenerset.precedence',
      'listenerset.conflicted',
      'listenerset.status.vocabulary',
      'listenerset.status.accepted',
      'listenerset.status.listeners-not-valid',
      'listenerset.attached-count',
    ],
    features: ['Gateway', 'ListenerSet'],
    since: 'v1.6',
    gateways: [],
    backends: {},
    resources: (env) => [
      gateway(env, 'crowded', {
        setsFrom: { from: 'Same' },
        listeners: [serving(env, 'own'), serving(env, 'first')],
      }),
      listenerSet(env, 'older', {
        gateway: 'crowded',
        listeners: [serving(env, 'older'), later(env, 'first'), serving(env, 'second')],
      }),
      listenerSet(env, 'older-only', { gateway: 'crowded', listeners: [later(env, 'first')] }),
    ],
    steps: (env) => [
      ...proves('listenerset.precedence', status('Gateway/crowded', { conditions: GATEWAY_SERVES })),
      custom({
        name: 'make ListenerSets that are younger by their timestamps',
        requirements: ['listenerset.precedence'],
        reason: 'timestamps count whole seconds, which have to pass',
        async run(context) {
          await applyYounger(
            context,
            listenerSet(env, 'newer', {
              gateway: 'crowded',
              listeners: [serving(env, 'newer'), later(env, 'second')],
            }),
          );
          await context.apply([
            listenerSet(env, 'newer-only', { gateway: 'crowded', listeners: [later(env, 'second')] }),
          ]);
        },
      }),
      ...proves(
        'listenerset.precedence',
        status('Gateway/crowded', { conditions: GATEWAY_SERVES, listeners: { own: SERVES, first: SERVES } }),
      ),
      ...proves('listenerset.attached-count', countsSets('Gateway/crowded', 2)),
      ...proves(
        [
          'listenerset.precedence',
          'listenerset.conflicted',
          'listenerset.status.vocabulary',
          'listenerset.status.accepted',
        ],
        status('ListenerSet/older', {
          conditions: SET_SERVES_IN_PART,
          listeners: { older: SERVES, first: loses, second: SERVES },
        }),
        status('ListenerSet/newer', {
          conditions: SET_SERVES_IN_PART,
          listeners: { newer: SERVES, second: loses },
        }),
      ),
      ...proves(
        ['listenerset.conflicted', 'listenerset.status.vocabulary', 'listenerset.status.listeners-not-valid'],
        status('ListenerSet/older-only', { conditions: refusedSet('ListenersNotValid'), listeners: { first: loses } }),
        status('ListenerSet/newer-only', { conditions: refusedSet('ListenersNotValid'), listeners: { second: loses } }),
      ),
    ],
  });
});
