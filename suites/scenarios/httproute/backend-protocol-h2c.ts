import { http } from '../../../harness/scenario/define.ts';
import { arrives, attached, httpRoute, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteBackendProtocolH2C',
  title: 'A backend whose port says so is spoken to in HTTP/2 without TLS',
  requirements: ['httproute.backends.app-protocol'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolH2C'],
  since: 'v1.0',
  // Its pod serves HTTP/2 with prior knowledge on this port, and nothing else.
  backends: { v1: { serves: ['h2c'] } },
  resources: (env) => [httpRoute(env, 'to-http2', { rules: [ruleTo(env, 'v1')] })],
  steps: [...attached('HTTPRoute/to-http2'), http([arrives('a request in HTTP/1.1', { path: '/' }, 'v1')])],
});
