import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  GATEWAY_SERVES,
  gatewayNamed,
  httpListener,
  httpRoute,
  proves,
  ruleTo,
  scenario,
  twinName,
} from '../../kit/index.ts';

/** The longest name that RFC 1035 allows for a label, as the specification advises. */
const MAXIMUM = 63;
const TWINS = { left: 'v1', right: 'v2' } as const;
const LABELS = ['left', 'right'] as const;

export default scenario({
  id: 'SpecGatewayLongNames',
  title: 'Two Gateways with the longest names, which differ in the last character, each serve their own routes',
  requirements: ['gateway.name.any-valid', 'route.parentref.each-separately'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ...LABELS.map((label) => gatewayNamed(env, twinName(env, label, MAXIMUM), { listeners: [httpListener('http')] })),
    ...LABELS.map((label) =>
      httpRoute(env, `on-${label}`, {
        parents: [{ name: twinName(env, label, MAXIMUM) }],
        hostnames: [env.host(label)],
        rules: [ruleTo(env, TWINS[label])],
      }),
    ),
  ],
  steps: (env) => [
    ...LABELS.flatMap((label) =>
      proves(
        'gateway.name.any-valid',
        status(`Gateway/=${twinName(env, label, MAXIMUM)}`, {
          conditions: GATEWAY_SERVES,
          listeners: { http: { attachedRoutes: 1 } },
        }),
      ),
    ),
    ...attached('HTTPRoute/on-left', 'HTTPRoute/on-right'),
    ...LABELS.map((label) => {
      const other = label === 'left' ? 'right' : 'left';
      return http(
        [
          ...proves(
            'gateway.name.any-valid',
            arrives(`the route of ${label}`, { host: env.host(label) }, TWINS[label]),
          ),
          ...proves(
            'route.parentref.each-separately',
            answers(`the route of ${other} on ${label}`, { host: env.host(other) }, 404),
          ),
        ],
        { gateway: `Gateway/=${twinName(env, label, MAXIMUM)}` },
      );
    }),
  ],
});
