import type { Step } from '../../run/steps.ts';
import { createPolicy, makePolicy, POLICIES, rule } from './policies.ts';

/** Policies whose expressions do not fit what they are about: their status says so. */
const TYPED: Readonly<Record<string, object>> = {
  deployments: {
    matchConstraints: { resourceRules: [rule('deployments', { apiGroups: ['apps'] })] },
    variables: [{ name: 'typo', expression: 'object.spec.replicaz' }],
    validations: [
      { expression: 'object.spec.replicas < 5 && object.metadata.labels.a == "b"' },
      {
        expression: 'object.spec.replicaz < 5',
        messageExpression: 'string(object.spec.template.spec.containers[0].nam)',
      },
      { expression: "object.spec.replicas == '5'" },
      { expression: 'object.spec.template.spec.containers.all(c, c.image.startsWith("a") && c.imag == "")' },
      { expression: 'oldObject.status.none == 1 || variables.typo' },
    ],
  },
  'two-kinds': {
    matchConstraints: {
      resourceRules: [rule('x', { resources: ['services', 'configmaps', 'nothings', 'pods/status'] })],
    },
    validations: [{ expression: "object.spec.type == 'ClusterIP'" }, { expression: "object.data.k == 'v'" }],
  },
  params: {
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    validations: [
      { expression: 'params.none == 1 && object.data.k == params.data.k' },
      { expression: 'authorizer.requestResource.check("get").allowed()' },
    ],
  },
  stars: {
    matchConstraints: { resourceRules: [rule('*', { apiGroups: ['*'] })] },
    validations: [{ expression: 'object.none' + ' == 1' }],
  },
};

function typed(name: string, spec: object): Step[] {
  const path = `${POLICIES}/typed-${name}.example.com`;
  return [
    createPolicy(`typed-${name}`, makePolicy(`typed-${name}`, spec)),
    { until: path, field: 'status.observedGeneration', value: 1 },
    { id: `typed-${name}-status`, method: 'GET', path },
  ];
}

/** These policies, and their status once it is there. */
export const TYPE_CHECKED: readonly Step[] = Object.entries(TYPED).flatMap(([name, spec]) => typed(name, spec));
