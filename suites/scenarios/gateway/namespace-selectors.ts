import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  type AllowedRoutes,
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  ROUTE_ATTACHED,
  rejected,
  scenario,
} from '../../kit/index.ts';

/** Labels that nobody else has. */
const TEAM = 'gwconf.example/team';
const STAGE = 'gwconf.example/stage';

const NAMESPACES = ['red', 'blue', 'plain'] as const;
type Namespace = (typeof NAMESPACES)[number];

type Selector = NonNullable<NonNullable<AllowedRoutes['namespaces']>['selector']>;

interface Selecting {
  selector: Selector;
  /** Default: Selector. */
  from?: 'All' | 'Same';
  /** Namespaces that it selects before the labels change, and after. */
  before: readonly Namespace[];
  after: readonly Namespace[];
}

/** Listeners by name. At first red is of a team and a stage, blue of a team, and plain of neither. */
const LISTENERS: Readonly<Record<string, Selecting>> = {
  'one-label': { selector: { matchLabels: { [TEAM]: 'red' } }, before: ['red'], after: ['blue'] },
  'two-labels': { selector: { matchLabels: { [TEAM]: 'red', [STAGE]: 'live' } }, before: ['red'], after: [] },
  'one-of': {
    selector: { matchExpressions: [{ key: TEAM, operator: 'In', values: ['green', 'blue', 'red'] }] },
    before: ['red', 'blue'],
    after: ['blue', 'plain'],
  },
  'none-of': {
    selector: { matchExpressions: [{ key: TEAM, operator: 'NotIn', values: ['green', 'red'] }] },
    before: ['blue', 'plain'],
    after: ['red', 'plain'],
  },
  'some-team': {
    selector: { matchExpressions: [{ key: TEAM, operator: 'Exists' }] },
    before: ['red', 'blue'],
    after: ['blue', 'plain'],
  },
  'no-team': {
    selector: { matchExpressions: [{ key: TEAM, operator: 'DoesNotExist' }] },
    before: ['plain'],
    after: ['red'],
  },
  combined: {
    selector: {
      matchLabels: { [TEAM]: 'blue' },
      matchExpressions: [{ key: STAGE, operator: 'DoesNotExist' }],
    },
    before: ['blue'],
    after: ['plain'],
  },
  // The label alone would select another one.
  'label-and-expression': {
    selector: { matchLabels: { [TEAM]: 'red' }, matchExpressions: [{ key: STAGE, operator: 'DoesNotExist' }] },
    before: [],
    after: ['blue'],
  },
  // https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#labelselector-v1-meta: without conditions all are selected.
  empty: { selector: {}, before: NAMESPACES, after: NAMESPACES },
  // A selector counts with from Selector alone.
  'all-and-selector': {
    from: 'All',
    selector: { matchLabels: { [TEAM]: 'red' } },
    before: NAMESPACES,
    after: NAMESPACES,
  },
  'same-and-selector': {
    from: 'Same',
    selector: { matchLabels: { [TEAM]: 'red' } },
    before: [],
    after: [],
  },
};

/** Listener that a route of the namespace blue names, which is not allowed there at first. */
const TURNING = 'one-label';

function rowsFor(env: ScenarioEnv, when: 'before' | 'after') {
  const rows = Object.entries(LISTENERS).flatMap(([name, listener]) =>
    NAMESPACES.map((namespace) => {
      const send = { host: env.host(name), path: `/${namespace}` };
      return listener[when].includes(namespace)
        ? arrives(`${name}: a route of ${namespace}`, send, namespace)
        : answers(`${name}: no route of ${namespace}`, send, 404);
    }),
  );
  return rows as [(typeof rows)[number]];
}

function countsFor(when: 'before' | 'after') {
  return Object.fromEntries(
    Object.entries(LISTENERS).map(([name, listener]) => [
      name,
      {
        conditions: { Accepted: 'True', ResolvedRefs: 'True' },
        attachedRoutes: listener[when].length + (name === TURNING && when === 'after' ? 1 : 0),
      } as const,
    ]),
  );
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.parentref.partial-attachment'],
  refused: ['route.parentref.allowed-by-listener'],
  gateway: ['listener.status.attached-routes'],
  served: ['listener.allowed-routes.namespaces', 'listener.allowed-routes.selector'],
  unserved: ['listener.allowed-routes.namespaces', 'listener.allowed-routes.selector', 'route.parentref.detached'],
};

export default scenario({
  id: 'SpecGatewayNamespaceSelectors',
  title: 'A listener takes routes from the namespaces that its selector selects by their present labels',
  requirements: [
    'listener.allowed-routes.namespaces',
    'listener.allowed-routes.selector',
    'listener.status.attached-routes',
    'route.parentref.allowed-by-listener',
    'route.parentref.partial-attachment',
    'route.parentref.detached',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  namespaces: {
    red: { labels: { [TEAM]: 'red', [STAGE]: 'live' } },
    blue: { labels: { [TEAM]: 'blue' } },
    plain: {},
  },
  backends: { red: { namespace: 'red' }, blue: { namespace: 'blue' }, plain: { namespace: 'plain' } },
  resources: (env) => [
    gateway(env, 'choosing', {
      listeners: Object.entries(LISTENERS).map(([name, { selector, from = 'Selector' }]) =>
        httpListener(name, {
          hostname: env.host(name),
          allowedRoutes: { namespaces: { from, selector } },
        }),
      ),
    }),
    ...NAMESPACES.map((namespace) =>
      httpRoute(env, `of-${namespace}`, {
        namespace,
        parents: [ownParent(env, 'choosing', { namespace: env.namespace })],
        hostnames: [],
        rules: [
          { matches: [pathPrefix(`/${namespace}`)], backendRefs: [backendRef(env, namespace, { from: namespace })] },
        ],
      }),
    ),
    httpRoute(env, 'turning', {
      namespace: 'blue',
      parents: [ownParent(env, 'choosing', { namespace: env.namespace, sectionName: TURNING })],
      hostnames: [],
      rules: [{ matches: [pathPrefix('/turning')], backendRefs: [backendRef(env, 'blue', { from: 'blue' })] }],
    }),
  ],
  steps: (env) => {
    const gatewayServes = (when: 'before' | 'after') =>
      status('Gateway/choosing', { conditions: GATEWAY_SERVES, listeners: countsFor(when) });
    const attached = NAMESPACES.map((namespace) =>
      status(`HTTPRoute/${namespace}/of-${namespace}`, { conditions: ROUTE_ATTACHED }),
    );
    const label = (namespace: Namespace, labels: Record<string, string | null>) =>
      patch(`the labels of ${namespace} change`, `Namespace/${namespace}`, { metadata: { labels } });
    return citing(SHOWN, [
      ...attached,
      status('HTTPRoute/blue/turning', { conditions: rejected('NotAllowedByListeners') }),
      gatewayServes('before'),
      http(rowsFor(env, 'before'), { gateway: 'Gateway/choosing' }),

      label('red', { [TEAM]: null }),
      label('blue', { [TEAM]: 'red' }),
      label('plain', { [TEAM]: 'blue' }),
      ...attached,
      status('HTTPRoute/blue/turning', { conditions: ROUTE_ATTACHED }),
      gatewayServes('after'),
      http(rowsFor(env, 'after'), { gateway: 'Gateway/choosing' }),
      http([arrives('a route that its new label lets in', { host: env.host(TURNING), path: '/turning' }, 'blue')], {
        gateway: 'Gateway/choosing',
      }),
    ]);
  },
});
