import { http, status } from '../../../harness/scenario/define.ts';
import {
  arrives,
  meshBackends,
  meshRoute,
  proves,
  ROUTE_ATTACHED,
  rejected,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecMeshParents',
  title: 'Each Service among the parents of a route is served by it, and has its own entry in the status',
  requirements: ['mesh.status', 'route.parentref.each-separately', 'mesh.parentref.port'],
  features: ['Mesh', 'HTTPRoute', 'HTTPRouteParentRefPort'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: meshBackends('echo', 'v1', 'v2', 'target'),
  resources: (env) => [
    meshRoute(env, 'shared', {
      parents: [serviceParent(env, 'echo'), serviceParent(env, 'v1', { port: 80 })],
      rules: [ruleTo(env, 'target')],
    }),
    meshRoute(env, 'nowhere', {
      parents: [serviceParent(env, 'v2', { port: 81 })],
      rules: [ruleTo(env, 'target')],
    }),
  ],
  steps: [
    ...proves(
      'mesh.status',
      status('HTTPRoute/shared', {
        parents: [
          { parent: 'Service/echo', conditions: ROUTE_ATTACHED },
          { parent: 'Service/v1', port: 80, conditions: ROUTE_ATTACHED },
        ],
      }),
    ),
    ...proves('mesh.parentref.port', status('HTTPRoute/nowhere', { conditions: rejected('NoMatchingParent') })),
    http(
      [...proves('route.parentref.each-separately', arrives('the first parent', { path: '/' }, 'target'))],
      toService(),
    ),
    http(
      [...proves('route.parentref.each-separately', arrives('the second parent', { path: '/' }, 'target'))],
      toService('v1'),
    ),
    http(
      [...proves('mesh.parentref.port', arrives('the Service whose port there is not', { path: '/' }, 'v2'))],
      toService('v2'),
    ),
  ],
});
