import { absent, custom, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  applyYounger,
  arrives,
  conflicted,
  FROM_ALL,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  type Listener,
  listenerSet,
  proves,
  refusedSet,
  ruleTo,
  SET_SERVES,
  scenario,
  setParent,
} from '../../kit/index.ts';

const CROWDED = { gateway: 'Gateway/crowded' } as const;
const PRECEDENCE = ['listenerset.precedence', 'listenerset.changes-take-effect'] as const;

function listener(env: ScenarioEnv, name: string, host: string): Listener {
  return httpListener(name, { hostname: env.host(host), allowedRoutes: FROM_ALL });
}

function setFor(env: ScenarioEnv, label: string, host: string) {
  return listenerSet(env, label, { gateway: 'crowded', listeners: [listener(env, 'web', host)] });
}

const serves = (label: string) =>
  status(`ListenerSet/${label}`, {
    conditions: SET_SERVES,
    listeners: { web: { conditions: LISTENER_SERVES, attachedRoutes: 1 } },
  });
const loses = (label: string) =>
  status(`ListenerSet/${label}`, {
    conditions: refusedSet('ListenersNotValid'),
    listeners: { web: { conditions: conflicted('HostnameConflict') } },
  });

/** Makes a set that is younger by its timestamp than all there are. */
function makeYounger(name: string, label: string) {
  return custom({
    name,
    reason: 'timestamps count whole seconds, which have to pass',
    requirements: ['listenerset.precedence'],
    run: (context) => applyYounger(context, setFor(context.env, label, 'wanted')),
  });
}

export default scenario({
  id: 'SpecListenerSetConflictChanges',
  title: 'A listener that gave way serves as soon as the other is gone, and one that comes before it takes its place',
  requirements: ['listenerset.precedence', 'listenerset.conflicted', 'listenerset.changes-take-effect'],
  features: ['Gateway', 'ListenerSet', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    gateway(env, 'crowded', { setsFrom: { from: 'Same' }, listeners: [listener(env, 'own', 'own')] }),
    setFor(env, 'one', 'wanted'),
    ...(['one', 'two'] as const).map((set) =>
      httpRoute(env, `to-${set}`, {
        parents: [setParent(env, set)],
        hostnames: [],
        rules: [ruleTo(env, set === 'one' ? 'v1' : 'v2')],
      }),
    ),
  ],
  steps: (env) => {
    const ask = (when: string, hosts: Readonly<Record<string, 'v1' | 'v2' | 404>>) => {
      const [first, ...others] = Object.entries(hosts).map(([host, by]): HttpRow => {
        const send = { host: env.host(host) };
        return by === 404 ? answers(`${when}: nobody at ${host}`, send, by) : arrives(`${when}: ${host}`, send, by);
      });
      return first ? proves(PRECEDENCE, http([first, ...others], CROWDED)) : [];
    };
    const own = (...more: Listener[]) => ({ spec: { listeners: [listener(env, 'own', 'own'), ...more] } });
    return [
      ...proves(PRECEDENCE, serves('one')),
      makeYounger('a younger set wants the same', 'two'),
      ...proves('listenerset.conflicted', loses('two')),
      ...proves(PRECEDENCE, serves('one')),
      ...ask('two want it', { wanted: 'v1' }),

      remove('the older set goes', 'ListenerSet/one'),
      ...proves('listenerset.changes-take-effect', absent('ListenerSet/one')),
      ...proves(PRECEDENCE, serves('two')),
      ...ask('the older one went', { wanted: 'v2' }),

      makeYounger('the set that went comes anew, and is the younger one now', 'one'),
      ...proves('listenerset.conflicted', loses('one')),
      ...proves(PRECEDENCE, serves('two')),
      ...ask('it came anew', { wanted: 'v2' }),

      patch('the listener that has it wants another hostname', 'ListenerSet/two', {
        spec: { listeners: [listener(env, 'web', 'other')] },
      }),
      ...proves(PRECEDENCE, serves('one'), serves('two')),
      ...ask('each wants its own', { wanted: 'v1', other: 'v2' }),

      patch('the Gateway itself wants one of them', 'Gateway/crowded', own(listener(env, 'more', 'other'))),
      ...proves('listenerset.conflicted', loses('two')),
      ...proves(PRECEDENCE, serves('one')),
      ...ask('the Gateway has one', { wanted: 'v1', other: 404 }),

      patch('the Gateway wants it no more', 'Gateway/crowded', own()),
      ...proves(PRECEDENCE, serves('two'), serves('one')),
      ...ask('the Gateway gave it back', { wanted: 'v1', other: 'v2' }),
    ];
  },
});
