import { http } from '../../../harness/scenario/define.ts';
import {
  attached,
  httpRoute,
  meshBackends,
  meshHttp,
  meshRoute,
  redirectFilter,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

const MOVED = 302;

export default scenario({
  id: 'SpecMeshBehindGateway',
  title: 'A Gateway leads requests to a Service that has routes of its own in the mesh',
  requirements: ['mesh.route.behind-gateway', 'mesh.route.replaces'],
  features: ['Gateway', 'Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: meshBackends('echo', 'v1'),
  resources: (env) => [
    httpRoute(env, 'at-gateway', { rules: [ruleTo(env, 'v1')] }),
    meshRoute(env, 'in-mesh', {
      parents: [serviceParent(env, 'v1')],
      rules: [{ filters: [redirectFilter({ hostname: env.host('moved'), statusCode: MOVED })] }],
    }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/at-gateway', 'HTTPRoute/in-mesh'),
    meshHttp(
      [
        {
          name: 'from inside the mesh',
          requirements: ['mesh.route.replaces'],
          send: { path: '/' },
          expect: { redirect: { status: MOVED, host: env.host('moved') } },
        },
      ],
      toService('v1'),
    ),
    // Either is right: the answer's code, which comparisons show, tells which routes were used.
    http([
      {
        name: 'from the Gateway, by its own route alone or by both',
        requirements: ['mesh.route.behind-gateway'],
        send: { path: '/' },
        expect: { oneOf: ['v1'], refusals: [MOVED] },
      },
    ]),
  ],
});
