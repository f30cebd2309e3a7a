import { absent, apply, remove } from '../../../harness/scenario/define.ts';
import {
  arrives,
  meshBackends,
  meshHttp,
  meshRoute,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecMeshRouteChanges',
  title: 'A Service follows its route when it comes and goes, and is a plain one again afterwards',
  requirements: ['mesh.plain', 'mesh.route.replaces', 'mesh.status'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: meshBackends('echo', 'v1'),
  steps: (env) => {
    const served = (name: string, backend: string, requirement: 'mesh.plain' | 'mesh.route.replaces') =>
      meshHttp([...proves(requirement, arrives(name, { path: '/' }, backend))]);
    const taken = {
      kind: 'status',
      ref: 'HTTPRoute/coming',
      expect: { parents: [{ parent: 'Service/echo', conditions: ROUTE_ATTACHED }] },
      requirements: ['mesh.status'],
    } as const;
    return [
      served('before there is a route', 'echo', 'mesh.plain'),
      apply('a route', [meshRoute(env, 'coming', { rules: [ruleTo(env, 'v1')] })]),
      taken,
      served('by the route', 'v1', 'mesh.route.replaces'),
      remove('no route', 'HTTPRoute/coming'),
      absent('HTTPRoute/coming'),
      served('after there was a route', 'echo', 'mesh.plain'),
    ];
  },
});
