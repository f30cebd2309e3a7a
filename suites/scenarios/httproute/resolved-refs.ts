import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  fromKind,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  ROUTE_ATTACHED,
  referenceGrant,
  ruleTo,
  scenario,
  service,
  sharedParent,
  toBackend,
  unresolved,
} from '../../kit/index.ts';

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.resolved-refs'],
  unresolved: [
    'httproute.backends.ref-not-permitted',
    'httproute.backends.not-found',
    'route.parentref.each-separately',
  ],
  served: ['httproute.backends.service', 'referencegrant.to'],
  failing: ['httproute.backends.all-invalid-500', 'referencegrant.required'],
};

export default scenario({
  id: 'SpecHTTPRouteResolvedRefs',
  title: 'The reason of a bad reference is told for every rule and parent, and tells nothing of other namespaces',
  requirements: [
    'route.status.resolved-refs',
    'route.parentref.each-separately',
    'httproute.backends.ref-not-permitted',
    'httproute.backends.not-found',
    'httproute.backends.all-invalid-500',
    'referencegrant.required',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {} },
  backends: { v1: {}, granted: { namespace: 'far' }, forbidden: { namespace: 'far' } },
  resources: (env) => {
    const far = env.ns('far');
    const route = (label: string, ...backends: { name: string; namespace?: string; port: number }[]) =>
      httpRoute(env, label, {
        hostnames: [env.host(label)],
        rules: [ruleTo(env, 'v1', exactPath('/beside')), { matches: [exactPath('/there')], backendRefs: backends }],
      });
    const forbidden = { name: env.backend('forbidden').name, namespace: far, port: 8080 };
    const granted = { name: env.backend('granted').name, namespace: far, port: 8080 };
    return [
      referenceGrant(env, 'for-two', {
        namespace: 'far',
        from: [fromKind(env, 'HTTPRoute')],
        to: [{ group: '', kind: 'Service', name: env.name('granted-missing') }, toBackend(env, 'granted')],
      }),
      gateway(env, 'second-parent', { listeners: [httpListener('http', { hostname: env.host('two-parents') })] }),
      // Services of one name in two namespaces: neither may be taken for the other.
      service({
        name: granted.name,
        namespace: env.namespace,
        ports: [{ name: 'http', port: 8080, targetPort: 3000 }],
      }),
      service({
        name: env.name('only-near'),
        namespace: env.namespace,
        ports: [{ name: 'http', port: 8080, targetPort: 3000 }],
      }),
      route('forbidden-missing', { name: env.name('never'), namespace: far, port: 8080 }),
      route('forbidden-there', forbidden),
      route('granted-missing', { name: env.name('granted-missing'), namespace: far, port: 8080 }),
      route('near-missing', { name: env.backend('forbidden').name, port: 8080 }),
      route('only-near', { name: env.name('only-near'), namespace: far, port: 8080 }),
      route('same-name', granted),
      route('all-bad', { name: env.name('never'), port: 8080 }, forbidden),
      httpRoute(env, 'two-parents', {
        hostnames: [env.host('two-parents')],
        parents: [sharedParent(env), ownParent(env, 'second-parent')],
        rules: [ruleTo(env, 'v1', exactPath('/beside')), { matches: [exactPath('/there')], backendRefs: [forbidden] }],
      }),
      httpRoute(env, 'granted-there', {
        hostnames: [env.host('granted-there')],
        rules: [{ matches: [exactPath('/there')], backendRefs: [backendRef(env, 'granted')] }],
      }),
    ];
  },
  steps: (env) => {
    const there = (label: string) => ({ host: env.host(label), path: '/there' });
    const bad = {
      'forbidden-missing': 'RefNotPermitted',
      'forbidden-there': 'RefNotPermitted',
      'only-near': 'RefNotPermitted',
      'granted-missing': 'BackendNotFound',
      'near-missing': 'BackendNotFound',
      'two-parents': 'RefNotPermitted',
    };
    return citing(SHOWN, [
      ...Object.entries(bad).map(([label, reason]) => status(`HTTPRoute/${label}`, { conditions: unresolved(reason) })),
      // Of two reasons a controller may tell one, or name them together.
      status('HTTPRoute/all-bad', { conditions: { ...ROUTE_ATTACHED, ResolvedRefs: 'False' } }),
      status('HTTPRoute/same-name', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/granted-there', { conditions: ROUTE_ATTACHED }),
      http([
        arrives('a granted Service that has a namesake in the namespace of the route', there('same-name'), 'granted'),
        arrives('a granted Service', there('granted-there'), 'granted'),
        ...[...Object.keys(bad), 'all-bad'].map((label) =>
          answers(`${label}: the rule of the bad reference`, there(label), 500),
        ),
        ...Object.keys(bad).map((label) =>
          arrives(`${label}: the other rule`, { host: env.host(label), path: '/beside' }, 'v1'),
        ),
      ]),
      http(
        [
          answers('the second parent: the rule of the bad reference', there('two-parents'), 500),
          arrives('the second parent: the other rule', { host: env.host('two-parents'), path: '/beside' }, 'v1'),
        ],
        { gateway: 'Gateway/second-parent' },
      ),
    ]);
  },
});
