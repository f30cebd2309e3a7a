import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  exactPath,
  MESH_BACKENDS,
  meshAttached,
  meshHttp,
  meshRoute,
  proves,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecMeshFirstLevel',
  title: 'A route leads to the pods of a Service, whatever routes that Service has itself',
  requirements: ['mesh.route.first-level', 'mesh.route.replaces', 'mesh.hostnames'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [
    meshRoute(env, 'first', { rules: [ruleTo(env, 'v1')] }),
    meshRoute(env, 'second', {
      parents: [serviceParent(env, 'v1')],
      // It is no name of the Service.
      hostnames: [env.hostname],
      rules: [ruleTo(env, 'v2', exactPath('/second'))],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/first', 'HTTPRoute/second'),
    meshHttp([
      ...proves(
        'mesh.route.first-level',
        arrives('a path that the second route would lead on', { path: '/second' }, 'v1'),
        arrives('a path that the second route would refuse', { path: '/other' }, 'v1'),
      ),
    ]),
    http(
      [
        ...proves('mesh.hostnames', arrives('the second route by itself, for any host', { path: '/second' }, 'v2')),
        ...proves('mesh.route.replaces', answers('what its rules do not take', { path: '/other' }, 404)),
      ],
      toService('v1'),
    ),
  ],
});
