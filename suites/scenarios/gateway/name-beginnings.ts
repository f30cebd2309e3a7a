import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  type Citations,
  CONTAINER_PORTS,
  citing,
  fromKind,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  ROUTE_ATTACHED,
  referenceGrant,
  scenario,
  service,
  toKind,
  unresolved,
} from '../../kit/index.ts';

/** Listeners, and the pods that their routes lead to by Services of the same beginning. */
const POD_OF = { web: 'red', 'web-2': 'blue' } as const;
type Section = keyof typeof POD_OF;
const SECTIONS: readonly Section[] = ['web', 'web-2'];

/** The name of one Service is the beginning of the other's. */
function serviceName(env: ScenarioEnv, section: Section): string {
  return `${env.name('service')}${section === 'web' ? '' : '-2'}`;
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.resolved-refs'],
  gateway: ['listener.status.attached-routes'],
  unresolved: ['httproute.backends.ref-not-permitted', 'referencegrant.to'],
  served: ['httproute.backends.service', 'route.parentref.section-name'],
  failing: ['httproute.backends.ref-not-permitted', 'referencegrant.to'],
};

export default scenario({
  id: 'SpecGatewayNameBeginnings',
  title: 'Listeners and Services are meant by their whole names, where one begins as another is called',
  requirements: [
    'route.parentref.section-name',
    'route.status.accepted',
    'route.status.resolved-refs',
    'listener.status.attached-routes',
    'httproute.backends.service',
    'httproute.backends.ref-not-permitted',
    'referencegrant.to',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {} },
  gateways: [],
  backends: { red: { namespace: 'far', own: true }, blue: { namespace: 'far', own: true } },
  resources: (env) => [
    gateway(env, 'own', { listeners: SECTIONS.map((name) => httpListener(name, { hostname: env.host(name) })) }),
    ...SECTIONS.map((section) =>
      service({
        name: serviceName(env, section),
        namespace: env.ns('far'),
        ports: [{ name: 'http', port: 8080, targetPort: CONTAINER_PORTS.http.number }],
        selector: { app: env.backend(POD_OF[section]).name },
      }),
    ),
    ...SECTIONS.map((section) =>
      httpRoute(env, `on-${section}`, {
        parents: [ownParent(env, 'own', { sectionName: section })],
        hostnames: [],
        rules: [{ backendRefs: [{ name: serviceName(env, section), namespace: env.ns('far'), port: 8080 }] }],
      }),
    ),
    referenceGrant(env, 'grant', {
      namespace: 'far',
      from: [fromKind(env, 'HTTPRoute')],
      to: [toKind('Service', serviceName(env, 'web'))],
    }),
  ],
  steps: (env) => {
    const send = (section: Section) => ({ host: env.host(section) });
    const serves = { conditions: LISTENER_SERVES, attachedRoutes: 1 } as const;
    const onlyTo = (granted: Section, other: Section) => [
      status(`HTTPRoute/on-${granted}`, { conditions: ROUTE_ATTACHED }),
      status(`HTTPRoute/on-${other}`, { conditions: unresolved('RefNotPermitted') }),
      http(
        [
          arrives(
            `${granted}: the route that names it, to the Service that the grant names`,
            send(granted),
            POD_OF[granted],
          ),
          answers(`${other}: the route that names it, to a Service that the grant does not name`, send(other), 500),
        ],
        { gateway: 'Gateway/own' },
      ),
      // Behind the requests, which tell more than a count.
      status('Gateway/own', { listeners: { web: serves, 'web-2': serves } }),
    ];
    return citing(SHOWN, [
      ...onlyTo('web', 'web-2'),
      patch('the grant names the other Service', 'ReferenceGrant/far/grant', {
        spec: { to: [toKind('Service', serviceName(env, 'web-2'))] },
      }),
      ...onlyTo('web-2', 'web'),
    ]);
  },
});
