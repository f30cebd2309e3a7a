import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import { gatewayNamed, httpListener, isJudged, scenario } from '../../kit/index.ts';

/** The longest name that the API server takes for an object of a custom resource. */
const MAXIMUM = 253;

function longestName(env: ScenarioEnv): string {
  return `${env.name('as-long-as-can-be')}-`.padEnd(MAXIMUM, 'a');
}

export default scenario({
  id: 'GatewayNameMaximumLength',
  title: 'A Gateway with the longest possible name is reconciled',
  requirements: ['gateway.name.any-valid', 'gateway.status.observed-generation'],
  features: ['Gateway'],
  since: 'v1.7',
  backends: {},
  resources: (env) => [
    gatewayNamed(env, longestName(env), { listeners: [httpListener('http', { hostname: env.hostname })] }),
  ],
  steps: (env) => [isJudged('the controller judges the Gateway', `Gateway/=${longestName(env)}`)],
});
