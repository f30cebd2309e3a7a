import { http, status } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  FROM_SAME,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  named,
  ownParent,
  proves,
  ruleTo,
  scenario,
  tlsSecret,
  twinName,
} from '../../kit/index.ts';

/** The longest name of an object, and of a section. */
const MAXIMUM = 253;
const TWINS = { left: 'v1', right: 'v2' } as const;
const LABELS = ['left', 'right'] as const;
type Label = (typeof LABELS)[number];

export default scenario({
  id: 'SpecGatewayLongReferences',
  title: 'Secrets, listeners and routes with the longest names, which differ in the last character, are kept apart',
  requirements: ['listener.tls.certificate', 'route.parentref.section-name', 'listener.status.attached-routes'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {}, v2: {} },
  resources: async (env) => [
    ...(await Promise.all(
      LABELS.map(async (label) =>
        named(tlsSecret(env, label, await env.certificate([env.host(label)])), twinName(env, label, MAXIMUM)),
      ),
    )),
    gateway(env, 'front', {
      listeners: LABELS.map((label) =>
        httpsListener(
          twinName(env, label, MAXIMUM),
          { group: '', kind: 'Secret', name: twinName(env, label, MAXIMUM) },
          { hostname: env.host(label), allowedRoutes: FROM_SAME },
        ),
      ),
    }),
    ...LABELS.map((label) =>
      named(
        httpRoute(env, label, {
          parents: [ownParent(env, 'front', { sectionName: twinName(env, label, MAXIMUM) })],
          hostnames: [],
          rules: [ruleTo(env, TWINS[label])],
        }),
        twinName(env, label, MAXIMUM),
      ),
    ),
  ],
  steps: (env) => {
    const send = (label: Label) => ({ scheme: 'https', host: env.host(label) }) as const;
    return [
      ...attached(...LABELS.map((label) => `HTTPRoute/=${twinName(env, label, MAXIMUM)}` as const)),
      ...proves(
        'listener.status.attached-routes',
        status('Gateway/front', {
          listeners: Object.fromEntries(
            LABELS.map((label) => [twinName(env, label, MAXIMUM), { conditions: LISTENER_SERVES, attachedRoutes: 1 }]),
          ),
        }),
      ),
      ...proves(
        ['listener.tls.certificate', 'route.parentref.section-name'],
        http(
          [
            arrives('the certificate and the route of the left listener', send('left'), 'v1'),
            arrives('the certificate and the route of the right listener', send('right'), 'v2'),
          ],
          { gateway: 'Gateway/front' },
        ),
      ),
    ];
  },
});
