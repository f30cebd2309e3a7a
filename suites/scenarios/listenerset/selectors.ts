import { status } from '../../../harness/scenario/define.ts';
import {
  countsSets,
  FROM_ALL,
  gateway,
  httpListener,
  LISTENER_SERVES,
  type ListenerNamespaces,
  listenerSet,
  proves,
  refusedSet,
  SET_SERVES,
  scenario,
} from '../../kit/index.ts';

const TEAM = 'gwconf.example/set-team';
const STAGE = 'gwconf.example/set-stage';
const REGION = 'gwconf.example/set-region';
const LEGACY = 'gwconf.example/set-legacy';
const OWNER = 'gwconf.example/set-owner';

const SELECTOR: NonNullable<ListenerNamespaces['selector']> = {
  matchLabels: { [TEAM]: 'red', 'gwconf.example/sets': 'yes' },
  matchExpressions: [
    { key: STAGE, operator: 'NotIn', values: ['old', 'test'] },
    { key: REGION, operator: 'In', values: ['north', 'south', 'east'] },
    { key: LEGACY, operator: 'DoesNotExist' },
    { key: OWNER, operator: 'Exists' },
  ],
};

const FITTING = { [TEAM]: 'red', 'gwconf.example/sets': 'yes', [REGION]: 'south', [OWNER]: 'somebody' };
const { [OWNER]: _owner, ...UNOWNED } = FITTING;

/** Labels of the namespaces that meet every condition, and of those that miss one each. */
const SELECTED = { fits: FITTING, staged: { ...FITTING, [STAGE]: 'live' } };
const UNSELECTED = {
  'of-no-team': { ...FITTING, [TEAM]: 'blue' },
  'without-sets': { ...FITTING, 'gwconf.example/sets': 'no' },
  'in-test': { ...FITTING, [STAGE]: 'test' },
  elsewhere: { ...FITTING, [REGION]: 'west' },
  legacy: { ...FITTING, [LEGACY]: 'yes' },
  unowned: UNOWNED,
};
const NAMESPACES: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...SELECTED, ...UNSELECTED };

export default scenario({
  id: 'SpecListenerSetSelectors',
  title: 'A Gateway takes the ListenerSets of namespaces that meet every condition of its selector, and no others',
  requirements: ['listenerset.allowed.namespaces', 'listenerset.status.not-allowed', 'listenerset.attached-count'],
  features: ['Gateway', 'ListenerSet'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  namespaces: Object.fromEntries(Object.entries(NAMESPACES).map(([label, labels]) => [label, { labels }])),
  backends: {},
  resources: (env) => [
    gateway(env, 'choosy', {
      setsFrom: { from: 'Selector', selector: SELECTOR },
      listeners: [httpListener('own', { hostname: env.host('own') })],
    }),
    gateway(env, 'open', {
      setsFrom: { from: 'Selector', selector: {} },
      listeners: [httpListener('own', { hostname: env.host('open') })],
    }),
    listenerSet(env, 'welcome', {
      namespace: 'unowned',
      gateway: 'open',
      listeners: [httpListener('more', { hostname: env.host('welcome') })],
    }),
    ...Object.keys(NAMESPACES).map((namespace) =>
      listenerSet(env, 'more', {
        namespace,
        gateway: 'choosy',
        listeners: [httpListener('more', { hostname: env.host(namespace), allowedRoutes: FROM_ALL })],
      }),
    ),
  ],
  steps: [
    ...Object.keys(SELECTED).flatMap((label) =>
      proves(
        'listenerset.allowed.namespaces',
        status(`ListenerSet/${label}/more`, {
          conditions: SET_SERVES,
          listeners: { more: { conditions: LISTENER_SERVES } },
        }),
      ),
    ),
    // Without conditions a selector selects all.
    ...proves('listenerset.allowed.namespaces', status('ListenerSet/unowned/welcome', { conditions: SET_SERVES })),
    ...Object.keys(UNSELECTED).flatMap((label) =>
      proves(
        ['listenerset.allowed.namespaces', 'listenerset.status.not-allowed'],
        status(`ListenerSet/${label}/more`, { conditions: refusedSet('NotAllowed') }),
      ),
    ),
    ...proves('listenerset.attached-count', countsSets('Gateway/choosy', Object.keys(SELECTED).length)),
  ],
});
