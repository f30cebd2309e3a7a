import type { BackendDefinition } from '../../../harness/scenario/backends.ts';
import { http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  backendRef,
  meshArrives,
  meshAttached,
  meshRoute,
  responseHeaderFilter,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

const MARK = 'X-Through-Route';

const TWO_PORTS: BackendDefinition = {
  serves: [
    { serves: 'http', port: 80 },
    { serves: 'http', port: 8080, name: 'http-alt' },
  ],
};

function marking(env: ScenarioEnv, label: string, port?: number) {
  return meshRoute(env, `marking-${label}`, {
    parents: [serviceParent(env, label, port === undefined ? {} : { port })],
    rules: [
      {
        filters: [responseHeaderFilter({ set: [{ name: MARK, value: label }] })],
        backendRefs: [backendRef(env, label)],
      },
    ],
  });
}

function asks(name: string, label: string, port: number, mark: string | null) {
  return http(
    [...meshArrives(name, { path: '/' }, label, { response: { headers: { [MARK]: mark } } })],
    toService(label, { port }),
  );
}

export default scenario({
  id: 'MeshPorts',
  title: 'A parentRef with a port attaches the route to that port of the Service, one without to all',
  requirements: ['mesh.parentref.port'],
  features: ['Mesh', 'HTTPRoute', 'HTTPRouteParentRefPort', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  gateways: [],
  backends: { echo: TWO_PORTS, v1: TWO_PORTS, v2: TWO_PORTS },
  resources: (env) => [marking(env, 'v1', 80), marking(env, 'v2')],
  steps: [
    ...meshAttached('HTTPRoute/marking-v1', 'HTTPRoute/marking-v2'),
    asks('the port that is named', 'v1', 80, 'v1'),
    asks('another port', 'v1', 8080, null),
    asks('where none is named, the first port', 'v2', 80, 'v2'),
    asks('where none is named, the second port', 'v2', 8080, 'v2'),
  ],
});
