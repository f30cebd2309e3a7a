import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  listenerSet,
  proves,
  ruleTo,
  SET_SERVES,
  scenario,
  setParent,
} from '../../kit/index.ts';

// As many as the schema of a ListenerSet allows.
const LISTENERS = 64;
const NUMBERS = Array.from({ length: LISTENERS }, (_, index) => index + 1);
const PLACES = [9, 17, 33, LISTENERS];
const nameOf = (number: number) => `listener-${number}`;

export default scenario({
  id: 'SpecListenerSetLargest',
  title: 'A ListenerSet of as many listeners as there may be has all of them served',
  requirements: ['listenerset.changes-take-effect', 'listenerset.routes.attach', 'listenerset.status.attached-routes'],
  features: ['Gateway', 'HTTPRoute', 'ListenerSet'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'front', {
      setsFrom: { from: 'Same' },
      listeners: [httpListener('own', { hostname: env.host('own'), allowedRoutes: FROM_SAME })],
    }),
    listenerSet(env, 'wide', {
      gateway: 'front',
      listeners: NUMBERS.map((number) =>
        httpListener(nameOf(number), { hostname: env.host(nameOf(number)), allowedRoutes: FROM_SAME }),
      ),
    }),
    httpRoute(env, 'on-set', { parents: [setParent(env, 'wide')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/on-set'),
    ...proves(
      'listenerset.status.attached-routes',
      status('ListenerSet/wide', {
        conditions: SET_SERVES,
        listeners: Object.fromEntries(
          NUMBERS.map((number) => [nameOf(number), { conditions: LISTENER_SERVES, attachedRoutes: 1 }]),
        ),
      }),
    ),
    http(
      [
        ...proves(
          'listenerset.routes.attach',
          answers('the listener of the Gateway itself', { host: env.host('own') }, 404),
          arrives('the first listener', { host: env.host(nameOf(1)) }, 'v1'),
        ),
        ...PLACES.flatMap((number) =>
          proves(
            'listenerset.changes-take-effect',
            arrives(`listener ${number} of ${LISTENERS}`, { host: env.host(nameOf(number)) }, 'v1'),
          ),
        ),
      ],
      { listenerSet: 'ListenerSet/wide' },
    ),
  ],
});
