import { grpc, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { GrpcRequest } from '../../../harness/scenario/traffic/grpc.ts';
import type { FeatureName } from '../../kit/index.ts';
import { attached, GATHERED_PORT, gatherPods, grpcRoute, ROUTE_KITS, scenario } from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;
const HEADER = 'x-gwconf-session';

function sticky(env: ScenarioEnv, session: object): KubeObject {
  const rule = { backendRefs: [{ name: env.name('both'), port: GATHERED_PORT }], sessionPersistence: session };
  return grpcRoute(env, 'sticky', { rules: [rule] });
}

interface Way {
  id: string;
  title: string;
  further: readonly FeatureName[];
  requirement: 'session.persistence.same-endpoint' | 'session.persistence.header';
  session: object;
  row: string;
  kept: GrpcRequest['session'] & {};
}

function keptBy({ id, title, further, requirement, session, row, kept }: Way): ScenarioDefinition {
  return scenario({
    id,
    title,
    requirements: [requirement],
    features: [...kit.features, 'GRPCRouteSessionPersistence', ...further],
    since: 'v1.7',
    level: 'spec',
    needs: ['experimentalChannel'],
    backends: kit.backends({ a: { own: true }, b: { own: true } }),
    resources: (env) => [sticky(env, session)],
    steps: [
      gatherPods('both', 'grpc', ['a', 'b']),
      ...attached('GRPCRoute/sticky'),
      grpc([{ name: row, send: { session: kept }, expect: { oneOf: ['a', 'b'] } }]),
    ],
  });
}

export default [
  keptBy({
    id: 'SpecGRPCRouteSessionPersistence',
    title: 'A cookie keeps the caller of a gRPC service with one endpoint',
    further: [],
    requirement: 'session.persistence.same-endpoint',
    session: { cookie: {} },
    row: 'the endpoint that set the cookie',
    kept: 'cookie',
  }),
  keptBy({
    id: 'SpecGRPCRouteSessionPersistenceHeader',
    title: 'A header keeps the caller of a gRPC service with one endpoint',
    further: ['GRPCRouteSessionPersistenceHeader'],
    requirement: 'session.persistence.header',
    session: { type: 'Header', header: { name: HEADER } },
    row: 'the endpoint whose answer had the header',
    kept: { header: HEADER },
  }),
] satisfies readonly ScenarioDefinition[];
