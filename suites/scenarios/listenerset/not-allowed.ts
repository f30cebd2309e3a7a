import { status } from '../../../harness/scenario/define.ts';
import {
  beyond,
  countsSets,
  FROM_ALL,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  listenerSet,
  proves,
  type RequirementId,
  refusedSet,
  scenario,
} from '../../kit/index.ts';

/** Gateways that take no ListenerSets: by what they say, and by saying nothing. */
const CASES: readonly { id: string; title: string; says: object; requirement: RequirementId }[] = [
  {
    id: 'ListenerSetAllowedNamespaceNone',
    title: 'A Gateway that allows ListenerSets of no namespace takes none',
    says: { setsFrom: { from: 'None' } },
    requirement: 'listenerset.allowed.namespaces',
  },
  {
    id: 'ListenerSetDefaultNotAllowed',
    title: 'A Gateway that says nothing of ListenerSets takes none',
    says: {},
    requirement: 'listenerset.allowed.default-none',
  },
];

export default CASES.map(({ id, title, says, requirement }) =>
  scenario({
    id,
    title,
    requirements: [requirement, 'listenerset.status.not-allowed', 'listenerset.attached-count'],
    features: ['Gateway', 'ListenerSet'],
    since: 'v1.6',
    gateways: [],
    namespaces: { far: {} },
    backends: {},
    resources: (env) => [
      gateway(env, 'closed', { ...says, listeners: [httpListener('own', { hostname: env.host('own') })] }),
      ...[undefined, 'far'].map((namespace) =>
        listenerSet(env, 'more', {
          ...(namespace ? { namespace } : {}),
          gateway: 'closed',
          listeners: [httpListener('more', { hostname: env.host(namespace ?? 'near'), allowedRoutes: FROM_ALL })],
        }),
      ),
    ],
    steps: [
      ...proves(requirement, status('Gateway/closed', { conditions: GATEWAY_SERVES, listeners: { own: {} } })),
      ...proves('listenerset.attached-count', countsSets('Gateway/closed', 0)),
      ...proves(
        [requirement, 'listenerset.status.not-allowed'],
        status('ListenerSet/more', { conditions: refusedSet('NotAllowed') }),
        ...beyond(status('ListenerSet/far/more', { conditions: refusedSet('NotAllowed') })),
      ),
    ],
  }),
);
