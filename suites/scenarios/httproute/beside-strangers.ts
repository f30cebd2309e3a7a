import { apply, http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  exactPath,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  proves,
  ruleTo,
  scenario,
  sharedParent,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecHTTPRouteBesideStrangers',
  title: 'A route is served, and served as it changes, beside objects that nobody can do anything with',
  requirements: ['httproute.backends.service', 'route.status.accepted'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => {
    const orphan = gateway(env, 'orphan', { listeners: [httpListener('http')] });
    const spec = { ...(orphan.spec as object), gatewayClassName: env.name('no-such-class') };
    return [
      { ...orphan, spec },
      httpRoute(env, 'of-orphan', { parents: [ownParent(env, 'orphan')], rules: [ruleTo(env, 'v1')] }),
      httpRoute(env, 'of-nobody', { parents: [{ name: env.name('nobody') }], rules: [ruleTo(env, 'v1')] }),
      httpRoute(env, 'to-nobody', {
        hostnames: [env.host('weightless')],
        rules: [{ backendRefs: ['v1', 'v2'].map((label) => backendRef(env, label, { weight: 0 })) }],
      }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: env.name('elsewhere'), namespace: env.namespace },
        spec: { type: 'ExternalName', externalName: env.host('elsewhere'), ports: [{ port: 80 }] },
      },
      httpRoute(env, 'to-elsewhere', {
        hostnames: [env.host('strange')],
        rules: [{ backendRefs: [{ name: env.name('elsewhere'), port: 80 }] }],
      }),
    ];
  },
  steps: (env) => {
    const routeTo = (backend: string) =>
      httpRoute(env, 'later', { parents: [sharedParent(env)], rules: [ruleTo(env, backend, exactPath('/later'))] });
    return [
      apply('a route comes', [routeTo('v1')]),
      ...attached('HTTPRoute/later'),
      ...proves(
        'httproute.backends.service',
        http([arrives('the route that came', { path: '/later' }, 'v1')]),
        apply('it leads elsewhere', [routeTo('v2')]),
        http([arrives('the route that leads elsewhere', { path: '/later' }, 'v2')]),
      ),
    ];
  },
});
