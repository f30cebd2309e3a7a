import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  exactPath,
  FROM_SAME,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  ownParent,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

// As many as the schemas of a Gateway and of a route allow.
const LISTENERS = 64;
const PARENTS = 32;

const count = (to: number) => Array.from({ length: to }, (_, index) => index + 1);
const listenerName = (number: number) => `listener-${number}`;
/** The first, the last, and those behind which a shorter list would end. */
const PLACES = [1, 2, 9, 11, 17, 33, 63, LISTENERS];
/** Every other listener. */
const isNamed = (number: number) => number % 2 === 0;

export default scenario({
  id: 'SpecGatewayLargest',
  title: 'A Gateway of as many listeners, and a route of as many parents, as there may be are served by each of them',
  requirements: ['route.parentref.all-listeners', 'route.parentref.section-name', 'listener.status.attached-routes'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    gateway(env, 'wide', {
      listeners: count(LISTENERS).map((number) =>
        httpListener(listenerName(number), { hostname: env.host(listenerName(number)), allowedRoutes: FROM_SAME }),
      ),
    }),
    httpRoute(env, 'everywhere', {
      parents: [ownParent(env, 'wide')],
      hostnames: [],
      rules: [ruleTo(env, 'v1', exactPath('/everywhere'))],
    }),
    httpRoute(env, 'named', {
      parents: count(PARENTS).map((number) => ownParent(env, 'wide', { sectionName: listenerName(2 * number) })),
      hostnames: [],
      rules: [ruleTo(env, 'v2', exactPath('/named'))],
    }),
  ],
  steps: (env) => {
    const send = (number: number, path: string) => ({ host: env.host(listenerName(number)), path });
    return [
      ...attached('HTTPRoute/everywhere', 'HTTPRoute/named'),
      ...proves(
        'listener.status.attached-routes',
        status('Gateway/wide', {
          conditions: GATEWAY_SERVES,
          listeners: Object.fromEntries(
            count(LISTENERS).map((number) => [
              listenerName(number),
              { conditions: LISTENER_SERVES, attachedRoutes: isNamed(number) ? 2 : 1 },
            ]),
          ),
        }),
      ),
      http(
        [
          ...proves(
            'route.parentref.all-listeners',
            arrives('the route of the whole Gateway on the first listener', send(1, '/everywhere'), 'v1'),
          ),
          ...PLACES.slice(1).flatMap((number) =>
            proves(
              'route.parentref.all-listeners',
              arrives(`the route of the whole Gateway on listener ${number}`, send(number, '/everywhere'), 'v1'),
            ),
          ),
          ...PLACES.flatMap((number) =>
            proves(
              'route.parentref.section-name',
              isNamed(number)
                ? arrives(`a route of ${PARENTS} parents on listener ${number}`, send(number, '/named'), 'v2')
                : answers(`listener ${number}, which is none of its parents`, send(number, '/named'), 404),
            ),
          ),
        ],
        { gateway: 'Gateway/wide' },
      ),
    ];
  },
});
