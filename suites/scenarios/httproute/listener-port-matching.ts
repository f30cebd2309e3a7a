import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteListenerPortMatching',
  title: 'A route that names a port is served by the listeners of that port alone',
  requirements: ['route.parentref.port', 'route.parentref.section-name'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteParentRefPort'],
  since: 'v1.0',
  backends: { v1: {}, v2: {}, v3: {} },
  resources: (env) => {
    const listener = (name: string, port: number, host: string) =>
      httpListener(name, { port, hostname: env.host(host), allowedRoutes: FROM_SAME });
    const route = (backend: string, port: number, sectionName?: string) =>
      httpRoute(env, `to-${backend}`, {
        parents: [ownParent(env, 'ports', { port, ...(sectionName === undefined ? {} : { sectionName }) })],
        hostnames: [],
        rules: [ruleTo(env, backend)],
      });
    return [
      gateway(env, 'ports', {
        listeners: [
          listener('usual-here', 80, 'here'),
          listener('second-here', 8080, 'here'),
          listener('second-there', 8080, 'there'),
          listener('third-here', 8090, 'here'),
          listener('third-there', 8090, 'there'),
        ],
      }),
      route('v1', 80),
      route('v2', 8080),
      route('v3', 8090, 'third-here'),
    ];
  },
  steps: (env) => {
    const to = (host: string, port?: number) => ({ host: `${env.host(host)}${port === undefined ? '' : `:${port}`}` });
    const at = (port: number) => ({ gateway: 'Gateway/ports', port }) as const;
    return [
      ...attached('HTTPRoute/to-v1', 'HTTPRoute/to-v2', 'HTTPRoute/to-v3'),
      http([arrives('the only listener of a port', to('here'), 'v1')], at(80)),
      http(
        [
          arrives('one listener of a port', to('here', 8080), 'v2'),
          arrives('the other listener of the port', to('there', 8080), 'v2'),
        ],
        at(8080),
      ),
      http(
        [
          arrives('the listener that is named beside its port', to('here', 8090), 'v3'),
          answers('another listener of that port', to('there', 8090), 404),
        ],
        at(8090),
      ),
    ];
  },
});
