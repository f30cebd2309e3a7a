import { status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import { GATEWAY_SERVES, gateway, httpListener, rejected, scenario } from '../../kit/index.ts';

/** A Gateway for HTTP whose specification says this besides. */
function asking(env: ScenarioEnv, further: object): KubeObject {
  const base = gateway(env, 'asking', { listeners: [httpListener('http', { hostname: env.hostname })] });
  return { ...base, spec: { ...(base.spec as object), ...further } };
}

const emptyAddress = scenario({
  id: 'GatewayOptionalAddressValue',
  title: 'A Gateway that asks for an address without saying which is given one',
  requirements: ['gateway.addresses.empty-value'],
  features: ['Gateway', 'GatewayAddressEmpty'],
  since: 'v1.3',
  backends: {},
  gateways: [],
  resources: (env) => [asking(env, { addresses: [{ type: 'IPAddress' }] })],
  steps: [status('Gateway/asking', { conditions: GATEWAY_SERVES })],
});

const invalidParameters = scenario({
  id: 'GatewayInvalidParametersRef',
  title: 'A Gateway whose parameters are of an unknown kind is not accepted',
  requirements: ['gateway.infrastructure.invalid-parameters'],
  features: ['Gateway', 'GatewayInfrastructure'],
  since: 'v1.6',
  backends: {},
  gateways: [],
  resources: (env) => [
    asking(env, {
      infrastructure: {
        parametersRef: { group: 'unknown.example.com', kind: 'Parameters', name: env.name('parameters') },
      },
    }),
  ],
  steps: [status('Gateway/asking', { conditions: rejected('InvalidParameters') })],
});

export default [emptyAddress, invalidParameters];
