import { http, patch, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  certificateRef,
  citing,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  pathPrefix,
  ROUTE_ATTACHED,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

/** The two namespaces, which have a Gateway, a Secret and a route each of the same names. */
const PLACES = ['main', 'far'] as const;
type Place = (typeof PLACES)[number];

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted'],
  gateway: ['listener.status.attached-routes', 'gateway.spec.changes-take-effect'],
  served: ['route.parentref.each-separately', 'listener.tls.certificate'],
  unserved: ['gateway.listeners.unmatched-rejected', 'route.parentref.detached'],
};

export default scenario({
  id: 'SpecGatewayNamesakes',
  title: 'Objects of one name in two namespaces are kept apart',
  requirements: [
    'route.status.accepted',
    'route.parentref.each-separately',
    'route.parentref.detached',
    'listener.status.attached-routes',
    'listener.tls.certificate',
    'gateway.listeners.unmatched-rejected',
    'gateway.spec.changes-take-effect',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {} },
  backends: { 'in-main': {}, 'in-far': { namespace: 'far' } },
  resources: async (env) => {
    const made = PLACES.map(async (namespace) => {
      const plain = env.host(`plain-${namespace}`);
      const secure = env.host(`secure-${namespace}`);
      return [
        tlsSecret(env, 'pair', await env.certificate([secure]), { namespace }),
        gateway(env, 'twin', {
          namespace,
          listeners: [
            httpListener('plain', { hostname: plain, allowedRoutes: FROM_SAME }),
            httpsListener('secure', certificateRef(env, 'pair'), { hostname: secure, allowedRoutes: FROM_SAME }),
          ],
        }),
        httpRoute(env, 'twin-route', {
          namespace,
          parents: [ownParent(env, 'twin')],
          hostnames: [],
          rules: [
            {
              matches: [pathPrefix(`/${namespace}`)],
              backendRefs: [backendRef(env, `in-${namespace}`, { from: namespace })],
            },
          ],
        }),
      ];
    });
    return (await Promise.all(made)).flat();
  },
  steps: (env) => {
    const gatewayOf = (place: Place) => (place === 'main' ? 'Gateway/twin' : 'Gateway/far/twin');
    const routeOf = (place: Place) => (place === 'main' ? 'HTTPRoute/twin-route' : 'HTTPRoute/far/twin-route');
    const serves = { conditions: LISTENER_SERVES, attachedRoutes: 1 } as const;
    const send = (host: string, place: Place, path: string = place) => ({
      host: env.host(`${host}-${place}`),
      path: `/${path}`,
    });
    const rows = (place: Place, other: Place, changed = false) =>
      http(
        [
          arrives(`${place}: its own route`, send('plain', place, changed ? 'changed' : place), `in-${place}`),
          answers(`${place}: not the route of its namesake`, send('plain', place, other), 404),
          arrives(
            `${place}: its own certificate`,
            { ...send('secure', place, changed ? 'changed' : place), scheme: 'https' },
            `in-${place}`,
          ),
        ],
        { gateway: gatewayOf(place) },
      );
    const judged = PLACES.flatMap((place) => [
      status(routeOf(place), { conditions: ROUTE_ATTACHED }),
      status(gatewayOf(place), { conditions: GATEWAY_SERVES, listeners: { plain: serves, secure: serves } }),
    ]);
    return citing(SHOWN, [
      ...judged,
      rows('main', 'far'),
      rows('far', 'main'),
      patch('the route of one namespace changes', 'HTTPRoute/far/twin-route', {
        spec: {
          rules: [{ matches: [pathPrefix('/changed')], backendRefs: [backendRef(env, 'in-far', { from: 'far' })] }],
        },
      }),
      ...judged,
      rows('main', 'far'),
      rows('far', 'main', true),
    ]);
  },
});
