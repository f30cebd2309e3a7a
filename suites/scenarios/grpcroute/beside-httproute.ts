import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom } from '../../../harness/scenario/define.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  applyYounger,
  attached,
  callsTo,
  entriesOf,
  fieldsOf,
  grpcRoute,
  httpRoute,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

function acceptanceOf(route: KubeObject | undefined): unknown {
  const [parent] = entriesOf(fieldsOf(route?.status).parents);
  return entriesOf(parent?.conditions).find(({ type }) => type === 'Accepted')?.status;
}

/** Its parent has taken it or refused it, in words. */
function findUndecided(route: KubeObject): FieldMismatch[] {
  const observed = String(acceptanceOf(route) ?? 'no such condition');
  if (observed === 'True' || observed === 'False') return [];
  return [{ path: 'status.parents[0].conditions[Accepted]', expected: 'True or False', observed }];
}

export default scenario({
  id: 'SpecGRPCRouteBesideHTTPRoute',
  title:
    'Of a GRPCRoute and an HTTPRoute for one hostname the older one stays accepted, whatever becomes of the younger',
  requirements: ['grpcroute.beside-httproute.exactly-one', 'grpcroute.beside-httproute.told'],
  features: ['Gateway', 'GRPCRoute', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  backends: { calls: { serves: ['grpc'] }, requests: {} },
  resources: (env) => [
    grpcRoute(env, 'older', { hostnames: [env.host('calls')], rules: [callsTo(env, 'calls')] }),
    httpRoute(env, 'older', { hostnames: [env.host('requests')], rules: [ruleTo(env, 'requests')] }),
  ],
  steps: (env) => [
    ...attached('GRPCRoute/older', 'HTTPRoute/older'),
    custom({
      name: 'make a route of the other kind for each hostname, younger by its timestamp',
      reason: 'timestamps count whole seconds, which have to pass',
      async run(context) {
        await applyYounger(
          context,
          httpRoute(env, 'younger', { hostnames: [env.host('calls')], rules: [ruleTo(env, 'requests')] }),
        );
        await context.apply([
          grpcRoute(env, 'younger', { hostnames: [env.host('requests')], rules: [callsTo(env, 'calls')] }),
        ]);
      },
    }),
    custom({
      name: 'the younger routes have a verdict, whichever it is',
      reason: 'either will do',
      async run(context) {
        await context.expectObject('HTTPRoute/younger', findUndecided);
        await context.expectObject('GRPCRoute/younger', findUndecided);
      },
    }),
    ...attached('GRPCRoute/older', 'HTTPRoute/older'),
  ],
});
