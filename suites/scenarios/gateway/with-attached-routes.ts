import { remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  type AllowedRoutes,
  attached,
  backendRef,
  certificateRef,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  ownParent,
  proves,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const ACCEPTED = { Accepted: 'True', ResolvedRefs: 'True' } as const;

/** HTTPRoutes of the main namespace, picked by the label that every namespace has. */
function fromMain(env: ScenarioEnv): AllowedRoutes {
  return {
    kinds: [{ kind: 'HTTPRoute' }],
    namespaces: {
      from: 'Selector',
      selector: { matchLabels: { 'kubernetes.io/metadata.name': env.namespace } },
    },
  };
}

export default scenario({
  id: 'GatewayWithAttachedRoutes',
  title: 'A listener counts the routes that it accepted, and only these, whatever its own condition',
  requirements: [
    'listener.status.attached-routes',
    'listener.status.supported-kinds',
    'listener.allowed-routes.namespaces',
    'listener.hostname.route-intersection',
    'route.parentref.section-name',
    'route.parentref.allowed-by-listener',
    'route.status.resolved-refs',
    'httproute.hostnames.no-intersection',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  namespaces: { outside: {} },
  backends: { v1: {} },
  resources: (env) => {
    const allowedRoutes = fromMain(env);
    const rules = [ruleTo(env, 'v1')];
    return [
      gateway(env, 'with-one', {
        listeners: [
          httpListener('chosen', { hostname: env.host('chosen'), allowedRoutes }),
          httpListener('not-chosen', { hostname: env.host('not-chosen'), allowedRoutes }),
        ],
      }),
      httpRoute(env, 'one', { parents: [ownParent(env, 'with-one', { sectionName: 'chosen' })], hostnames: [], rules }),
      httpRoute(env, 'outsider', {
        namespace: 'outside',
        parents: [ownParent(env, 'with-one', { namespace: env.namespace })],
        hostnames: [],
        rules: [{ backendRefs: [backendRef(env, 'v1', { from: 'outside' })] }],
      }),

      gateway(env, 'with-two', { listeners: [httpListener('http', { hostname: env.host('two'), allowedRoutes })] }),
      httpRoute(env, 'first-of-two', { parents: [ownParent(env, 'with-two')], hostnames: [], rules }),
      httpRoute(env, 'second-of-two', { parents: [ownParent(env, 'with-two')], hostnames: [env.host('two')], rules }),
      httpRoute(env, 'another-hostname', {
        parents: [ownParent(env, 'with-two')],
        hostnames: [env.host('not-two')],
        rules,
      }),

      // Whether the implementation knows the kind or not, it is not that of the route.
      gateway(env, 'for-another-kind', {
        listeners: [
          httpListener('grpc', {
            hostname: env.host('grpc'),
            allowedRoutes: { ...allowedRoutes, kinds: [{ kind: 'GRPCRoute' }] },
          }),
        ],
      }),
      httpRoute(env, 'of-the-wrong-kind', { parents: [ownParent(env, 'for-another-kind')], hostnames: [], rules }),

      gateway(env, 'unresolved', {
        listeners: [
          httpsListener('tls', certificateRef(env, 'no-such-secret'), { hostname: env.host('broken'), allowedRoutes }),
        ],
      }),
      httpRoute(env, 'unresolved-too', {
        parents: [ownParent(env, 'unresolved', { sectionName: 'tls' })],
        hostnames: [],
        rules: [{ backendRefs: [{ name: env.name('no-such-service'), port: 8080 }] }],
      }),
    ];
  },
  steps: [
    ...attached('HTTPRoute/one'),
    ...proves(
      ['listener.allowed-routes.namespaces', 'route.parentref.allowed-by-listener'],
      status('HTTPRoute/outside/outsider', { conditions: rejected('NotAllowedByListeners') }),
    ),
    ...proves(
      [
        'listener.status.attached-routes',
        'listener.status.attached-accepted-only',
        'listener.status.supported-kinds',
        'route.parentref.section-name',
        'listener.allowed-routes.namespaces',
      ],
      status('Gateway/with-one', {
        listeners: {
          chosen: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 1 },
          'not-chosen': { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 0 },
        },
      }),
    ),

    ...attached('HTTPRoute/first-of-two', 'HTTPRoute/second-of-two'),
    ...proves(
      ['listener.hostname.route-intersection', 'httproute.hostnames.no-intersection'],
      status('HTTPRoute/another-hostname', { conditions: rejected('NoMatchingListenerHostname') }),
    ),
    ...proves(
      ['listener.status.attached-routes', 'listener.status.supported-kinds', 'listener.hostname.route-intersection'],
      status('Gateway/with-two', {
        listeners: { http: { conditions: ACCEPTED, supportedKinds: ['HTTPRoute'], attachedRoutes: 2 } },
      }),
    ),
    remove('one of the two routes goes', 'HTTPRoute/first-of-two'),
    ...proves(
      'listener.status.attached-routes',
      status('Gateway/with-two', { listeners: { http: { conditions: ACCEPTED, attachedRoutes: 1 } } }),
    ),

    ...proves(
      'route.parentref.allowed-by-listener',
      status('HTTPRoute/of-the-wrong-kind', { conditions: rejected('NotAllowedByListeners') }),
    ),
    ...proves(
      ['listener.status.attached-routes', 'listener.status.attached-whatever'],
      status('Gateway/for-another-kind', { listeners: { grpc: { attachedRoutes: 0 } } }),
    ),

    ...proves(
      'route.status.resolved-refs',
      status('HTTPRoute/unresolved-too', { conditions: { ResolvedRefs: 'False' } }),
    ),
    ...proves(
      ['listener.status.attached-routes', 'listener.status.supported-kinds'],
      status('Gateway/unresolved', {
        listeners: {
          tls: {
            conditions: { Programmed: 'False', ResolvedRefs: 'False' },
            supportedKinds: ['HTTPRoute'],
            attachedRoutes: 1,
          },
        },
      }),
    ),
  ],
});
