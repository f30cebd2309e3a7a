import { patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { Step } from '../../../harness/scenario/steps.ts';
import {
  beyond,
  countsSets,
  FROM_ALL,
  GATEWAY_SERVES,
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

/** Which of two namespaces a Gateway takes ListenerSets from. `main` is its own. */
const CASES: readonly {
  id: string;
  title: string;
  from: (env: ScenarioEnv) => ListenerNamespaces;
  allowed: 'main' | 'trusted';
  other: string;
}[] = [
  {
    id: 'ListenerSetAllowedNamespaceSame',
    title: 'A Gateway that allows ListenerSets of its own namespace takes those and no others',
    from: () => ({ from: 'Same' }),
    allowed: 'main',
    other: 'untrusted',
  },
  {
    id: 'ListenerSetAllowedNamespaceSelector',
    title: 'A Gateway that allows ListenerSets of namespaces with a label takes those and no others',
    from: () => ({ from: 'Selector', selector: { matchLabels: { 'example.net/listeners': 'welcome' } } }),
    allowed: 'trusted',
    other: 'untrusted',
  },
];

/** The namespaces exchange their labels, and so the sets their places. */
function exchangeLabels(allowed: string, other: string): Step[] {
  const label = (namespace: string, value: string) =>
    patch(`the label of ${namespace} becomes ${value}`, `Namespace/${namespace}`, {
      metadata: { labels: { 'example.net/listeners': value } },
    });
  return beyond(
    label(other, 'welcome'),
    label(allowed, 'unwelcome'),
    ...proves(
      ['listenerset.allowed.namespaces', 'listenerset.status.accepted'],
      status(`ListenerSet/${other}/more`, {
        conditions: SET_SERVES,
        listeners: { more: { conditions: LISTENER_SERVES } },
      }),
    ),
    ...proves(
      ['listenerset.allowed.namespaces', 'listenerset.status.not-allowed'],
      status(`ListenerSet/${allowed}/more`, { conditions: refusedSet('NotAllowed') }),
    ),
    ...proves('listenerset.attached-count', countsSets('Gateway/choosy', 1)),
  );
}

export default CASES.map(({ id, title, from, allowed, other }) => {
  const prefix = allowed === 'main' ? '' : `${allowed}/`;
  return scenario({
    id,
    title,
    requirements: [
      'listenerset.allowed.namespaces',
      'listenerset.status.accepted',
      'listenerset.status.not-allowed',
      'listenerset.attached-count',
    ],
    features: ['Gateway', 'ListenerSet'],
    since: 'v1.6',
    gateways: [],
    namespaces: {
      ...(allowed === 'main' ? {} : { [allowed]: { labels: { 'example.net/listeners': 'welcome' } } }),
      [other]: { labels: { 'example.net/listeners': 'unwelcome' } },
    },
    backends: {},
    resources: (env) => [
      gateway(env, 'choosy', {
        setsFrom: from(env),
        listeners: [httpListener('own', { hostname: env.host('own') })],
      }),
      ...[allowed, other].map((namespace) =>
        listenerSet(env, 'more', {
          namespace,
          gateway: 'choosy',
          listeners: [httpListener('more', { hostname: env.host(namespace), allowedRoutes: FROM_ALL })],
        }),
      ),
    ],
    steps: [
      ...proves('listenerset.allowed.namespaces', status('Gateway/choosy', { conditions: GATEWAY_SERVES })),
      ...proves('listenerset.attached-count', countsSets('Gateway/choosy', 1)),
      ...proves(
        ['listenerset.allowed.namespaces', 'listenerset.status.accepted'],
        status(`ListenerSet/${prefix}more`, {
          conditions: SET_SERVES,
          listeners: { more: { conditions: LISTENER_SERVES } },
        }),
      ),
      ...proves(
        ['listenerset.allowed.namespaces', 'listenerset.status.not-allowed'],
        status(`ListenerSet/${other}/more`, { conditions: refusedSet('NotAllowed') }),
      ),
      ...(allowed === 'main' ? [] : exchangeLabels(allowed, other)),
    ],
  });
});
