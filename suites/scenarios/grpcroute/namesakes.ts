import { absent, grpc, http, remove, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  callsTo,
  FROM_SAME,
  gateway,
  grpcRoute,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  proves,
  reaches,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const BOTH = { gateway: 'Gateway/both' } as const;

/** How many routes the only listener counts, whatever their kind. */
function counts(attachedRoutes: number) {
  return proves(
    'listener.status.attached-routes',
    status(BOTH.gateway, { listeners: { http: { conditions: LISTENER_SERVES, attachedRoutes } } }),
  );
}

export default scenario({
  id: 'SpecGRPCRouteNamesakes',
  title: 'A GRPCRoute and an HTTPRoute of one name are two routes: counted, served and deleted apart',
  requirements: ['listener.status.attached-routes', 'grpcroute.match.method', 'httproute.no-rule-404'],
  features: ['Gateway', 'GRPCRoute', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { calls: { serves: ['grpc'] }, requests: {} },
  resources: (env) => [
    gateway(env, 'both', { listeners: [httpListener('http', { allowedRoutes: FROM_SAME })] }),
    grpcRoute(env, 'twin', {
      parents: [ownParent(env, 'both')],
      hostnames: [env.host('calls')],
      rules: [callsTo(env, 'calls')],
    }),
    httpRoute(env, 'twin', {
      parents: [ownParent(env, 'both')],
      hostnames: [env.host('requests')],
      rules: [ruleTo(env, 'requests')],
    }),
  ],
  steps: (env) => {
    const calls = (name: string) => reaches(name, { authority: env.host('calls') }, 'calls');
    const request = { host: env.host('requests') };
    return [
      ...attached('GRPCRoute/twin', 'HTTPRoute/twin'),
      ...counts(2),
      ...proves('grpcroute.match.method', grpc([calls('a call')], BOTH)),
      ...proves('httproute.no-rule-404', http([arrives('a request', request, 'requests')], BOTH)),
      remove('the HTTPRoute goes', 'HTTPRoute/twin'),
      absent('HTTPRoute/twin'),
      ...attached('GRPCRoute/twin'),
      ...counts(1),
      ...proves('grpcroute.match.method', grpc([calls('a call when the HTTPRoute is gone')], BOTH)),
      ...proves('httproute.no-rule-404', http([answers('a request for the route that is gone', request, 404)], BOTH)),
    ];
  },
});
