import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, patch } from '../../../harness/scenario/define.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  changeStatus,
  compareForeign,
  entriesOf,
  FOREIGN_CONDITION,
  fieldsOf,
  GATEWAY_API_VERSION,
  isJudged,
  proves,
  scenario,
} from '../../kit/index.ts';

const CLASS = 'GatewayClass/watched';

function findLost(object: KubeObject): FieldMismatch[] {
  const found = entriesOf(fieldsOf(object.status).conditions).find(({ type }) => type === FOREIGN_CONDITION.type);
  return compareForeign(`status.conditions[${FOREIGN_CONDITION.type}]`, FOREIGN_CONDITION, found);
}

/** Features are objects with names, or names alone in older releases. */
function findDisorder(object: KubeObject): FieldMismatch[] {
  const features = fieldsOf(object.status).supportedFeatures;
  const names = Array.isArray(features) ? features.map((one) => String(fieldsOf(one).name ?? one)) : [];
  const index = names.findIndex((name, at) => at > 0 && name < (names[at - 1] ?? ''));
  if (index < 0) return [];
  const [before, name] = [names[index - 1], names[index]];
  return [{ path: `status.supportedFeatures[${index}]`, expected: `a name after ${before}`, observed: String(name) }];
}

export default scenario({
  id: 'SpecGatewayClassStatus',
  title: 'A class has its features in order, and keeps the conditions of others',
  requirements: [
    'gatewayclass.supported-features.sorted',
    'gatewayclass.status.keeps-foreign-conditions',
    'gatewayclass.status.observed-generation',
  ],
  features: ['Gateway'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: (env) => [
    {
      apiVersion: GATEWAY_API_VERSION,
      kind: 'GatewayClass',
      metadata: { name: env.name('watched') },
      spec: { controllerName: env.controllerName, description: 'as it was made' },
    },
  ],
  steps: [
    ...proves('gatewayclass.status.observed-generation', isJudged('the controller judges the class', CLASS)),
    ...proves(
      'gatewayclass.supported-features.sorted',
      custom({
        name: 'the supported features are in alphabetical order',
        reason: 'an order is asked of no other step',
        run: (context) => context.expectObject(CLASS, findDisorder),
      }),
    ),
    custom({
      name: 'another controller adds a condition',
      reason: 'a status is changed on its newest state',
      requirements: ['gatewayclass.status.keeps-foreign-conditions'],
      async run(context) {
        await changeStatus(context, CLASS, (current) => ({
          ...current,
          conditions: [...entriesOf(current.conditions), FOREIGN_CONDITION],
        }));
        await context.expectObject(CLASS, findLost);
      },
    }),
    patch('the description changes', CLASS, { spec: { description: 'as it was changed' } }),
    ...proves('gatewayclass.status.observed-generation', isJudged('the controller judges the changed class', CLASS)),
    ...proves(
      'gatewayclass.status.keeps-foreign-conditions',
      custom({
        name: 'the condition of the other controller is still there',
        reason: 'that nothing is lost is asked of no other step',
        run: (context) => context.expectObjectStays(CLASS, findLost),
      }),
    ),
  ],
});
