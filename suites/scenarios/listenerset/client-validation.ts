import { http } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  authorities,
  authoritiesRef,
  certificateRef,
  FROM_ALL,
  gateway,
  httpRoute,
  httpsListener,
  listenerSet,
  ownParent,
  proves,
  refuses,
  ruleTo,
  scenario,
  setParent,
  tlsSecret,
  withTls,
} from '../../kit/index.ts';

const HOSTS = ['own', 'more'] as const;

export default scenario({
  id: 'SpecListenerSetClientValidation',
  title: 'What a Gateway asks of the clients of HTTPS it asks at the listeners of its ListenerSets, too',
  requirements: ['gateway.tls.frontend.validation', 'listenerset.routes.attach'],
  features: ['Gateway', 'HTTPRoute', 'ListenerSet', 'GatewayFrontendClientCertificateValidation'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => {
    const pair = await env.certificate(HOSTS.map((label) => env.host(label)));
    const validation = { caCertificateRefs: [authoritiesRef(env, 'own')], mode: 'AllowValidOnly' };
    const listener = (label: string) =>
      httpsListener(label, certificateRef(env, 'pair'), { hostname: env.host(label), allowedRoutes: FROM_ALL });
    return [
      tlsSecret(env, 'pair', pair),
      authorities(env, 'own', pair.authority),
      withTls(gateway(env, 'asking', { setsFrom: { from: 'Same' }, listeners: [listener('own')] }), {
        frontend: { default: { validation } },
      }),
      listenerSet(env, 'set', { gateway: 'asking', listeners: [listener('more')] }),
      httpRoute(env, 'route', {
        parents: [ownParent(env, 'asking'), setParent(env, 'set')],
        hostnames: [],
        rules: [ruleTo(env, 'v1')],
      }),
    ];
  },
  steps: (env) => {
    const clientCertificate = env.certificate([env.host('client')], { client: true });
    return [
      ...attached('HTTPRoute/route'),
      ...proves(
        ['gateway.tls.frontend.validation', 'listenerset.routes.attach'],
        http(
          HOSTS.flatMap((label): HttpRow[] => {
            const send = { scheme: 'https', host: env.host(label) } as const;
            return [
              arrives(`${label}: with a certificate`, { ...send, clientCertificate }, 'v1'),
              refuses(`${label}: without one`, send) as HttpRow,
            ];
          }) as [HttpRow],
          { gateway: 'Gateway/asking' },
        ),
      ),
    ];
  },
});
