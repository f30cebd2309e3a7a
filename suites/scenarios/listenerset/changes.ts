import { absent, apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow, HttpStep } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  countsSets,
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

const FRONT = { gateway: 'Gateway/front' } as const;
const TURNING = { gateway: 'Gateway/turning' } as const;

/** A listener, whose hostname is that of its name unless told otherwise. */
function listener(env: ScenarioEnv, name: string, host = name): Listener {
  return httpListener(name, { hostname: env.host(host), allowedRoutes: FROM_ALL });
}

/** ListenerSets by label: the Gateway that they are for at first, and their listeners. */
function setsOf(env: ScenarioEnv): Record<string, { gateway: string; listeners: readonly Listener[] }> {
  return {
    changing: { gateway: 'front', listeners: [listener(env, 'going'), listener(env, 'rehosted', 'old')] },
    doomed: { gateway: 'front', listeners: [listener(env, 'doomed')] },
    moving: { gateway: 'turning', listeners: [listener(env, 'moving')] },
    staying: { gateway: 'turning', listeners: [listener(env, 'staying')] },
  };
}

function serves(...names: string[]) {
  const carries = { conditions: LISTENER_SERVES, attachedRoutes: 1 };
  return { conditions: SET_SERVES, listeners: Object.fromEntries(names.map((name) => [name, carries])) };
}

type Hosts = readonly [string, ...string[]];

/**
 * Rows of one target: hostnames that a route is served for, and those of no listener of any Gateway, since some share an
 * address.
 */
function ask(env: ScenarioEnv, when: string, [first, ...served]: Hosts, gone: Hosts): HttpStep['rows'] {
  const is = (host: string): HttpRow => ({
    ...arrives(`${when}: ${host}`, { host: env.host(host) }, 'v1'),
    requirements: ['listenerset.changes-take-effect'],
  });
  const isNot = (host: string): HttpRow => ({
    ...answers(`${when}: not ${host}`, { host: env.host(host) }, 404),
    requirements: ['gateway.listeners.unmatched-rejected'],
  });
  return [is(first), ...served.map(is), ...gone.map(isNot)];
}

export default scenario({
  id: 'SpecListenerSetChanges',
  title: 'What a Gateway serves follows its ListenerSets: their listeners, their parent, and whether it takes them',
  requirements: [
    'listenerset.changes-take-effect',
    'listenerset.allowed.namespaces',
    'gateway.allowed-listeners.selector',
    'listenerset.status.accepted',
    'listenerset.status.not-allowed',
    'listenerset.status.attached-routes',
    'listenerset.attached-count',
    'gateway.listeners.unmatched-rejected',
  ],
  features: ['Gateway', 'ListenerSet', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: (env) => [
    ...['front', 'turning'].map((label) =>
      gateway(env, label, { setsFrom: { from: 'All' }, listeners: [listener(env, `${label}-own`)] }),
    ),
    ...Object.entries(setsOf(env)).map(([label, options]) => listenerSet(env, label, options)),
    // One route for each, so that what it is attached to does not depend on the others.
    ...Object.keys(setsOf(env)).map((label) =>
      httpRoute(env, `to-${label}`, { parents: [setParent(env, label)], hostnames: [], rules: [ruleTo(env, 'v1')] }),
    ),
  ],
  steps: (env) => {
    const sets = setsOf(env);
    const setSays = (label: string, ...names: string[]) =>
      proves(
        ['listenerset.status.accepted', 'listenerset.status.attached-routes'],
        status(`ListenerSet/${label}`, serves(...names)),
      );
    const counted = (front: number, turning: number) =>
      proves('listenerset.attached-count', countsSets('Gateway/front', front), countsSets('Gateway/turning', turning));
    // A selector of this namespace stands there and counts for nothing.
    const selector = { matchLabels: { 'kubernetes.io/metadata.name': env.namespace } };
    const take = (from: 'All' | 'None') => ({ spec: { allowedListeners: { namespaces: { from, selector } } } });
    const moveTo = (label: string) => ({ spec: { parentRef: { name: env.name(label) } } });
    return [
      ...setSays('changing', 'going', 'rehosted'),
      ...setSays('doomed', 'doomed'),
      ...setSays('moving', 'moving'),
      ...setSays('staying', 'staying'),
      ...counted(2, 2),
      http(ask(env, 'at first', ['going', 'old', 'doomed'], ['coming', 'new']), FRONT),
      http(ask(env, 'at first', ['moving', 'staying'], ['coming']), TURNING),

      patch('changing: one listener goes, one comes, one gets another hostname', 'ListenerSet/changing', {
        spec: { listeners: [listener(env, 'coming'), listener(env, 'rehosted', 'new')] },
      }),
      remove('doomed: the set goes', 'ListenerSet/doomed'),
      patch('moving: it is for another Gateway', 'ListenerSet/moving', moveTo('front')),
      patch('a Gateway takes none any more', 'Gateway/turning', take('None')),
      ...setSays('changing', 'coming', 'rehosted'),
      ...setSays('moving', 'moving'),
      ...proves(
        ['listenerset.status.not-allowed', 'listenerset.allowed.namespaces', 'gateway.allowed-listeners.selector'],
        status('ListenerSet/staying', { conditions: refusedSet('NotAllowed') }),
      ),
      ...counted(2, 0),
      http(ask(env, 'changed', ['coming', 'new', 'moving'], ['going', 'old', 'doomed', 'staying']), FRONT),
      http(
        proves('listenerset.allowed.namespaces', answers('changed: not staying', { host: env.host('staying') }, 404)),
        TURNING,
      ),

      patch('changing: its listeners are as before', 'ListenerSet/changing', {
        spec: { listeners: sets.changing?.listeners },
      }),
      ...proves('listenerset.changes-take-effect', absent('ListenerSet/doomed')),
      apply('doomed: one of the same name comes, with another hostname', [
        listenerSet(env, 'doomed', { gateway: 'front', listeners: [listener(env, 'doomed', 'anew')] }),
      ]),
      patch('moving: it is for its first Gateway', 'ListenerSet/moving', moveTo('turning')),
      patch('a Gateway takes all again', 'Gateway/turning', take('All')),
      ...setSays('changing', 'going', 'rehosted'),
      ...setSays('doomed', 'doomed'),
      ...setSays('moving', 'moving'),
      ...setSays('staying', 'staying'),
      ...counted(2, 2),
      http(ask(env, 'again', ['going', 'old', 'anew'], ['coming', 'new', 'doomed']), FRONT),
      http(ask(env, 'again', ['moving', 'staying'], ['coming']), TURNING),
    ];
  },
});
