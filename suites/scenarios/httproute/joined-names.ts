import { http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { ObjectRef } from '../../../harness/scenario/steps.ts';
import {
  arrives,
  attached,
  CONTAINER_PORTS,
  FROM_SAME,
  gatewayNamed,
  httpRoute,
  httpsListener,
  named,
  namespaceOf,
  scenario,
  service,
  tlsSecret,
} from '../../kit/index.ts';

/** The name of the second namespace begins with that of the first and a dash. */
const PLACES = ['main', 'main-deeper'] as const;
type Place = (typeof PLACES)[number];
const PORT = 8080;

/**
 * Name of the object of each place: namespace, dash and name give the same text in both. A namespace named by the official suite
 * does not begin so; the names are then only different.
 */
function nameOf(env: ScenarioEnv, label: string, place: Place): string {
  const [outer, inner] = PLACES.map((one) => namespaceOf(env, one)) as [string, string];
  const rest = inner.startsWith(`${outer}-`) ? inner.slice(outer.length + 1) : 'deeper';
  return place === 'main' ? `${rest}-${env.name(label)}` : env.name(label);
}

async function objectsOf(env: ScenarioEnv, place: Place): Promise<KubeObject[]> {
  const name = (label: string) => nameOf(env, label, place);
  const host = env.host(place);
  return [
    named(tlsSecret(env, 'pair', await env.certificate([host]), { namespace: place }), name('pair')),
    service({
      name: name('behind'),
      namespace: namespaceOf(env, place),
      // A pod of its own has its name as its label.
      selector: { app: env.name(`pod-${place}`) },
      ports: [{ name: 'http', port: PORT, targetPort: CONTAINER_PORTS.http.number }],
    }),
    gatewayNamed(env, name('front'), {
      namespace: place,
      listeners: [
        httpsListener(
          'https',
          { group: '', kind: 'Secret', name: name('pair') },
          { hostname: host, allowedRoutes: FROM_SAME },
        ),
      ],
    }),
    named(
      httpRoute(env, 'route', {
        namespace: place,
        parents: [{ name: name('front') }],
        hostnames: [],
        rules: [{ backendRefs: [{ name: name('behind'), port: PORT }] }],
      }),
      name('route'),
    ),
  ];
}

export default scenario({
  id: 'SpecHTTPRouteJoinedNames',
  title:
    'Gateways, routes, Services and Secrets whose namespace and name are alike once they are joined are kept apart',
  requirements: ['httproute.backends.service', 'listener.tls.certificate', 'route.status.accepted'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  namespaces: { 'main-deeper': {} },
  backends: { 'pod-main': { own: true }, 'pod-main-deeper': { own: true, namespace: 'main-deeper' } },
  resources: async (env) => (await Promise.all(PLACES.map((place) => objectsOf(env, place)))).flat(),
  steps: (env) => {
    const ref = (kind: string, label: string, place: Place) =>
      `${kind}/${place === 'main' ? '' : `${place}/`}=${nameOf(env, label, place)}` as ObjectRef;
    return [
      ...attached(...PLACES.map((place) => ref('HTTPRoute', 'route', place))),
      ...PLACES.map((place) =>
        http([arrives(`${place}: its own`, { scheme: 'https', host: env.host(place) }, `pod-${place}`)], {
          gateway: ref('Gateway', 'front', place),
        }),
      ),
    ];
  },
});
