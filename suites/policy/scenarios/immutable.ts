import { admission, apply, scenario } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';

function gatewayClass(env: ScenarioEnv, version: string, controllerName: string): KubeObject {
  return {
    apiVersion: `gateway.networking.k8s.io/${version}`,
    kind: 'GatewayClass',
    metadata: { name: env.name('kept') },
    spec: { controllerName },
  };
}

// Nobody controls it, so that no implementation has a part in this.
const NOBODY = 'gwconf.dev/nobody';

export const immutableScenario = scenario({
  id: 'AdmissionGatewayClassChanges',
  title: 'The controllerName of a GatewayClass never changes',
  requirements: ['policy.gatewayclass.immutable'],
  features: ['Policy'],
  since: 'v1.6',
  level: 'spec',
  backends: {},
  gateways: [],
  steps: (env) => [
    apply('a GatewayClass is there', [gatewayClass(env, 'v1', NOBODY)]),
    ...['v1', 'v1beta1'].flatMap((version) => [
      admission(`${version}: the same controllerName`, [gatewayClass(env, version, NOBODY)], 'accepted'),
      admission(`${version}: another controllerName`, [gatewayClass(env, version, `${NOBODY}-else`)], {
        refused: { field: 'spec.controllerName', message: 'field is immutable' },
      }),
    ]),
  ],
});
