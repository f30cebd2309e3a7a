import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  certificateRef,
  FROM_SAME,
  gateway,
  httpRoute,
  httpsListener,
  ownParent,
  ruleTo,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteHTTPSListenerDetectMisdirectedRequests',
  title: 'A request over a connection to the listener of another hostname is answered 421',
  requirements: ['gateway.listeners.misdirected-requests', 'listener.hostname.https-unmatched'],
  features: ['Gateway', 'GatewayHTTPSListenerDetectMisdirectedRequests', 'HTTPRoute'],
  since: 'v1.4',
  backends: { v1: {}, v2: {}, v3: {}, v4: {} },
  resources: async (env) => {
    const [first, second, wild, unknown] = [
      env.host('first'),
      env.host('second'),
      env.host('wild'),
      env.host('unknown'),
    ];
    const listener = (name: string, hostname?: string) =>
      httpsListener(name, certificateRef(env, 'pair'), {
        ...(hostname === undefined ? {} : { hostname }),
        allowedRoutes: FROM_SAME,
      });
    const route = (backend: string, sectionName: string, hostnames: readonly string[] = []) =>
      httpRoute(env, `for-${sectionName}`, {
        parents: [ownParent(env, 'tls', { sectionName })],
        hostnames,
        rules: [ruleTo(env, backend)],
      });
    return [
      tlsSecret(env, 'pair', await env.certificate([first, second, unknown, `*.${wild}`])),
      gateway(env, 'tls', {
        listeners: [
          listener('open'),
          listener('named', second),
          listener('wild', `*.${wild}`),
          listener('exact', `exact.${wild}`),
        ],
      }),
      route('v1', 'open', [first]),
      route('v2', 'named'),
      route('v3', 'wild'),
      route('v4', 'exact'),
    ];
  },
  steps: (env) => {
    const [first, second, wild, unknown] = [
      env.host('first'),
      env.host('second'),
      env.host('wild'),
      env.host('unknown'),
    ];
    const [third, other, exact] = [`third.${wild}`, `other.${wild}`, `exact.${wild}`];
    const over = (sni: string, host: string) => ({ scheme: 'https', version: '2', sni, host }) as const;
    return [
      ...attached('HTTPRoute/for-open', 'HTTPRoute/for-named', 'HTTPRoute/for-wild', 'HTTPRoute/for-exact'),
      http(
        [
          arrives('the open listener: its route', over(first, first), 'v1'),
          answers('the open listener: hostname of another', over(first, second), 421),
          answers('the open listener: hostname of nobody', over(first, unknown), 404),
          arrives('the open listener: its route, by a server name of nobody', over(unknown, first), 'v1'),
          answers('the open listener: neither name is anybody’s', over(unknown, unknown), 404),

          arrives('a named listener: its hostname', over(second, second), 'v2'),
          answers('a named listener: hostname of a route of the open one', over(second, first), 421),
          answers('a named listener: hostname that only the open one takes', over(second, unknown), 421),

          arrives('a wildcard listener: the same name', over(third, third), 'v3'),
          arrives('a wildcard listener: another name that it takes', over(third, other), 'v3'),
          answers('a wildcard listener: hostname of a more specific one', over(third, exact), 421),
          answers('a wildcard listener: hostname of another', over(third, second), 421),
          answers('a wildcard listener: hostname that only the open one takes', over(third, unknown), 421),

          arrives('an exact listener: its hostname', over(exact, exact), 'v4'),
          answers('an exact listener: hostname of the wildcard around it', over(exact, other), 421),
        ],
        { gateway: 'Gateway/tls' },
      ),
    ];
  },
});
