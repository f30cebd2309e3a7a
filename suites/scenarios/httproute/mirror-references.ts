import { apply, http, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  attached,
  backendRef,
  fromKind,
  type HttpRouteFilter,
  httpRoute,
  mirrorFilter,
  proves,
  referenceGrant,
  ruleTo,
  scenario,
  service,
  toBackend,
  unresolved,
} from '../../kit/index.ts';

function mirroring(env: ScenarioEnv, label: string, filter: HttpRouteFilter): KubeObject {
  return httpRoute(env, label, {
    hostnames: [env.host(label)],
    rules: [{ ...ruleTo(env, 'v1'), filters: [filter] }],
  });
}

export default scenario({
  id: 'SpecHTTPRouteMirrorReferences',
  title: 'A mirror to what does not exist or is not permitted says so, and one that is permitted gets its copies',
  requirements: [
    'httproute.filters.mirror.not-found',
    'httproute.filters.mirror.ref-not-permitted',
    'httproute.filters.mirror.answers-ignored',
    'referencegrant.revocation',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestMirror', 'ReferenceGrant'],
  since: 'v1.6',
  level: 'spec',
  namespaces: { target: {} },
  backends: { v1: {}, far: { namespace: 'target' }, other: { namespace: 'target' }, late: { late: 'service' } },
  resources: (env) => [
    mirroring(env, 'missing', {
      type: 'RequestMirror',
      requestMirror: { backendRef: { name: env.name('nothing'), port: 8080 } },
    }),
    mirroring(env, 'foreign', {
      type: 'RequestMirror',
      requestMirror: { backendRef: { ...backendRef(env, 'v1'), group: 'gwconf.example', kind: 'Service' } },
    }),
    // Nobody is behind it.
    service({
      name: env.name('empty'),
      namespace: env.namespace,
      ports: [{ name: 'http', port: 8080, targetPort: 8080 }],
    }),
    mirroring(env, 'unheard', {
      type: 'RequestMirror',
      requestMirror: { backendRef: { name: env.name('empty'), port: 8080 } },
    }),
    mirroring(env, 'late', mirrorFilter(env, 'late')),
    mirroring(env, 'crossing', mirrorFilter(env, 'other')),
    mirroring(env, 'granted', mirrorFilter(env, 'far')),
    referenceGrant(env, 'grant', {
      namespace: 'target',
      from: [fromKind(env, 'HTTPRoute')],
      to: [toBackend(env, 'far')],
    }),
  ],
  steps: (env) => {
    const [notFound, notPermitted] = [unresolved('BackendNotFound'), unresolved('RefNotPermitted')];
    return [
      ...proves(
        'httproute.filters.mirror.not-found',
        status('HTTPRoute/missing', { conditions: notFound }),
        status('HTTPRoute/late', { conditions: notFound }),
      ),
      ...proves(
        'route.backendref.unknown-kind',
        status('HTTPRoute/foreign', { conditions: unresolved('InvalidKind') }),
      ),
      ...proves(
        'httproute.filters.mirror.ref-not-permitted',
        status('HTTPRoute/crossing', { conditions: notPermitted }),
      ),
      ...attached('HTTPRoute/granted', 'HTTPRoute/unheard'),
      http([
        ...proves(
          'httproute.filters.mirror.answers-ignored',
          arrives('a request of whose copy nobody hears', { host: env.host('unheard') }, 'v1'),
        ),
        {
          requirements: ['httproute.filters.mirror.ref-not-permitted'],
          name: 'a permitted mirror gets its copy',
          send: { host: env.host('granted') },
          expect: { backend: 'v1', mirrored: { to: ['far'] } },
        },
      ]),
      remove('the grant goes', 'ReferenceGrant/target/grant'),
      apply('a mirror comes', [], ['late']),
      ...attached('HTTPRoute/late'),
      http([
        {
          requirements: ['httproute.filters.mirror'],
          name: 'the mirror that came gets its copy',
          send: { host: env.host('late') },
          expect: { backend: 'v1', mirrored: { to: ['late'] } },
        },
      ]),
      ...proves('referencegrant.revocation', status('HTTPRoute/granted', { conditions: notPermitted })),
    ];
  },
});
