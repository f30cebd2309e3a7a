import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  certificateRef,
  entriesOf,
  fieldsOf,
  gateway,
  httpsListener,
  LISTENER_SERVES,
  type Listener,
  proves,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

const CONDITION = 'OverlappingTLSConfig';
const OVERLAPS = {
  conditions: {
    ...LISTENER_SERVES,
    [CONDITION]: { status: 'True', reason: ['OverlappingHostnames', 'OverlappingCertificates'] },
  },
} as const;

function listenerOf(env: ScenarioEnv, name: string, hostname: string): Listener {
  return httpsListener(name, certificateRef(env, name), { hostname });
}

/** It is there when it is true, and not at all else. */
function findOn(...names: readonly string[]) {
  return (object: KubeObject): FieldMismatch[] =>
    entriesOf(fieldsOf(object.status).listeners)
      .filter(({ name }) => names.includes(String(name)))
      .flatMap(({ name, conditions }) =>
        entriesOf(conditions)
          .filter(({ type }) => type === CONDITION)
          .map((found) => ({
            path: `status.listeners[${String(name)}].conditions[${CONDITION}]`,
            expected: 'no such condition, since nothing overlaps',
            observed: String(found.status),
          })),
      );
}

function isNotOn(name: string, ...listeners: readonly string[]) {
  return proves(
    ['listener.overlapping.never-false', 'listener.overlapping.every-one'],
    custom({
      name,
      reason: 'that a condition is not there is asked of no other step',
      run: (context) => context.expectObject('Gateway/secure', findOn(...listeners)),
    }),
  );
}

export default scenario({
  id: 'SpecGatewayOverlappingListeners',
  title: 'HTTPS listeners whose hostnames overlap say so, each of them and no others, as long as it is so',
  requirements: ['listener.overlapping.detected', 'listener.overlapping.every-one', 'listener.overlapping.never-false'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: async (env) => {
    const [wild, exact, apart] = [`*.${env.host('wild')}`, `a.${env.host('wild')}`, env.host('apart')];
    const pair = async (label: string, host: string) => tlsSecret(env, label, await env.certificate([host]));
    return [
      await pair('wild', wild),
      await pair('exact', exact),
      await pair('apart', apart),
      gateway(env, 'secure', {
        listeners: [listenerOf(env, 'wild', wild), listenerOf(env, 'exact', exact), listenerOf(env, 'apart', apart)],
      }),
    ];
  },
  steps: (env) => [
    ...proves(
      'listener.overlapping.detected',
      status('Gateway/secure', {
        listeners: { wild: OVERLAPS, exact: OVERLAPS, apart: { conditions: LISTENER_SERVES } },
      }),
    ),
    ...isNotOn('the listener with a hostname of its own does not', 'apart'),
    patch('the wildcard gets out of the way', 'Gateway/secure', {
      spec: {
        listeners: [listenerOf(env, 'exact', `a.${env.host('wild')}`), listenerOf(env, 'apart', env.host('apart'))],
      },
    }),
    ...proves(
      'listener.overlapping.every-one',
      status('Gateway/secure', {
        listeners: { exact: { conditions: LISTENER_SERVES }, apart: { conditions: LISTENER_SERVES } },
      }),
    ),
    ...isNotOn('no listener does any more', 'exact', 'apart'),
  ],
});
