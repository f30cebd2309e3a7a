import { http, patch } from '../../../harness/scenario/define.ts';
import { arrives, attached, CONTAINER_PORTS, httpRoute, proves, scenario, service } from '../../kit/index.ts';

const asked = (serves: 'http' | 'h2c') => ({
  name: 'web',
  port: 80,
  targetPort: CONTAINER_PORTS[serves].number,
  ...(serves === 'h2c' ? { appProtocol: 'kubernetes.io/h2c' } : {}),
});

export default scenario({
  id: 'SpecHTTPRouteServiceProtocolChanges',
  title: 'A port of a Service is spoken to as it asks now: in another protocol, and in the first again',
  requirements: ['httproute.backends.app-protocol'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolH2C'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: { own: true, serves: ['http', 'h2c'] } },
  resources: (env) => [
    service({
      name: env.name('changing'),
      namespace: env.namespace,
      selector: { app: env.backend('v1').name },
      ports: [{ name: 'web', port: 80, targetPort: CONTAINER_PORTS.http.number }],
    }),
    httpRoute(env, 'route', { rules: [{ backendRefs: [{ name: env.name('changing'), port: 80 }] }] }),
  ],
  steps: [
    ...attached('HTTPRoute/route'),
    ...proves(
      'httproute.backends.app-protocol',
      http([arrives('HTTP/1.1 at first', { path: '/first' }, 'v1')]),
      patch('the port asks for HTTP/2', 'Service/changing', { spec: { ports: [asked('h2c')] } }),
      http([arrives('HTTP/2 after that', { path: '/second' }, 'v1')]),
      patch('the port asks for nothing again', 'Service/changing', { spec: { ports: [asked('http')] } }),
      http([arrives('HTTP/1.1 in the end', { path: '/third' }, 'v1')]),
    ),
  ],
});
