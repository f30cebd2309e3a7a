import { patch } from '../../../harness/scenario/define.ts';
import { GATEWAY_API_VERSION, isJudged, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'GatewayClassObservedGenerationBump',
  title: 'The conditions of a GatewayClass follow its generation',
  requirements: [
    'gatewayclass.status.accepted',
    'gatewayclass.status.every-own',
    'gatewayclass.status.observed-generation',
  ],
  features: ['Gateway'],
  since: 'v1.0',
  backends: {},
  resources: (env) => [
    {
      apiVersion: GATEWAY_API_VERSION,
      kind: 'GatewayClass',
      metadata: { name: env.name('second-class') },
      spec: { controllerName: env.controllerName, description: 'as it was made' },
    },
  ],
  steps: [
    isJudged('the controller judges a class that names it', 'GatewayClass/second-class'),
    patch('the description changes', 'GatewayClass/second-class', { spec: { description: 'as it was changed' } }),
    isJudged('the controller judges the changed class', 'GatewayClass/second-class'),
  ],
});
