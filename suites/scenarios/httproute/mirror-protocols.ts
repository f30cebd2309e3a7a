import { http, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  copied,
  httpRoute,
  mirrorFilter,
  POLICY_ACCEPTED,
  policySays,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const mirroredInHttp2 = scenario({
  id: 'SpecHTTPRouteMirrorProtocol',
  title: 'A copy is sent in the protocol that the port of the mirror asks for',
  requirements: ['httproute.filters.mirror', 'httproute.backends.app-protocol'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestMirror', 'HTTPRouteBackendProtocolH2C'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, mirror: { serves: ['h2c'] } },
  resources: (env) => [
    httpRoute(env, 'copied', { rules: [{ ...ruleTo(env, 'v1'), filters: [mirrorFilter(env, 'mirror')] }] }),
  ],
  steps: [
    ...attached('HTTPRoute/copied'),
    http([copied(arrives('a copy in HTTP/2', { path: '/copied' }, 'v1'), ['mirror'])]),
  ],
});

const mirroredOverTls = scenario({
  id: 'SpecHTTPRouteMirrorTLS',
  title: 'A copy is sent over TLS where a policy of the mirror says so',
  requirements: ['httproute.filters.mirror', 'backendtlspolicy.ca-certificate'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestMirror', 'BackendTLSPolicy'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: {}, mirror: { serves: ['https'] } },
  resources: (env) => [
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'mirror', { backend: 'mirror' }),
    httpRoute(env, 'copied', { rules: [{ ...ruleTo(env, 'v1'), filters: [mirrorFilter(env, 'mirror')] }] }),
  ],
  steps: [
    ...attached('HTTPRoute/copied'),
    ...proves('backendtlspolicy.ca-certificate', policySays('mirror', POLICY_ACCEPTED, 'Gateway/shared')),
    ...proves(
      ['httproute.filters.mirror', 'backendtlspolicy.ca-certificate'],
      http([copied(arrives('a copy over TLS', { path: '/copied' }, 'v1'), ['mirror'])]),
    ),
  ],
});

export default [mirroredInHttp2, mirroredOverTls] satisfies readonly ScenarioDefinition[];
