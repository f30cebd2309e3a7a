import { status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  MESH_BACKEND,
  MESH_BACKENDS,
  meshHttp,
  meshRoute,
  meshShares,
  pathPrefix,
  ruleTo,
  scenario,
  unresolved,
} from '../../kit/index.ts';

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  unresolved: ['mesh.backends', 'httproute.backends.not-found'],
  served: ['mesh.backends', 'httproute.backends.endpoints'],
  failing: ['mesh.backends', 'httproute.backends.all-invalid-500'],
  shared: ['mesh.backends', 'httproute.backends.invalid-share-500'],
};

export default scenario({
  id: 'SpecMeshBackends',
  title: 'References that lead nowhere fail their share of the requests, and none of it reaches the Service itself',
  requirements: ['mesh.backends', 'httproute.backends.all-invalid-500', 'httproute.backends.invalid-share-500'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: { ...MESH_BACKENDS, headless: { ...MESH_BACKEND, headless: true } },
  resources: (env) => {
    const missing = { name: env.name('no-such-service'), port: 80 };
    return [
      meshRoute(env, 'lost', {
        rules: [
          { matches: [pathPrefix('/missing')], backendRefs: [missing] },
          { matches: [pathPrefix('/port')], backendRefs: [{ ...backendRef(env, 'v1'), port: 81 }] },
          { matches: [pathPrefix('/share')], backendRefs: [missing, backendRef(env, 'v1', { weight: 3 })] },
          {
            matches: [pathPrefix('/nobody')],
            backendRefs: [backendRef(env, 'v1', { weight: 0 }), backendRef(env, 'v2', { weight: 0 })],
          },
          { matches: [pathPrefix('/none')], backendRefs: [] },
          ruleTo(env, 'headless', pathPrefix('/headless')),
          ruleTo(env, 'echo', pathPrefix('/itself')),
        ],
      }),
    ];
  },
  steps: citing(SHOWN, [
    status('HTTPRoute/lost', { conditions: unresolved('BackendNotFound') }),
    meshHttp([
      answers('a Service that does not exist', { path: '/missing' }, 500),
      answers('a port that the Service does not have', { path: '/port' }, 500),
      answers('no weight at all', { path: '/nobody' }, [500, 503]),
      answers('no backend at all', { path: '/none' }, 500),
      arrives('a Service without an address of its own', { path: '/headless' }, 'headless'),
      arrives('the Service itself', { path: '/itself' }, 'echo'),
    ]),
    meshShares({
      name: 'a quarter to a Service that does not exist',
      send: { path: '/share' },
      weights: { v1: 3 },
      answers: { 500: 1 },
      tolerance: 0.1,
    }),
  ]),
});
