import { kinds } from '../../apimachinery/crds/kinds.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import type { Level } from '../rules/types.ts';
import { gatewayGroup } from '../rules/world/identify.ts';
import { routeKinds } from '../rules/world/types.ts';
import { compileRule, composeCheck, listUsed, relations } from './compile.ts';
import type { OrganisationPolicy, OrganisationRule, Subject } from './types.ts';

/** A rule as an API server enforces it, or why it cannot. */
export type Exported =
  | { rule: string; objects: readonly [policy: JsonObject, binding: JsonObject] }
  | { rule: string; reason: string };

interface Resource {
  group: string;
  plural: string;
}

const API = 'admissionregistration.k8s.io/v1';

const resources: ReadonlyMap<string, Resource> = new Map<string, Resource>([
  ...kinds.map(({ kind, plural }) => [kind, { group: gatewayGroup, plural }] as const),
  ...(['Namespace', 'Service', 'Secret', 'ConfigMap'] as const).map(
    (kind) => [kind, { group: '', plural: `${kind.toLowerCase()}s` }] as const,
  ),
]);

const kindsOf: Readonly<Partial<Record<Subject, readonly string[]>>> = {
  gateway: ['Gateway'],
  route: routeKinds,
  grant: ['ReferenceGrant'],
  namespace: ['Namespace'],
};

const actions: Readonly<Record<Level, string>> = { error: 'Deny', warning: 'Warn', info: 'Audit' };

/**
 * The rules of a file as ValidatingAdmissionPolicies with a binding each, as far as they concern one object.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 * @throws PolicyError where an expression is none
 */
export function exportPolicy(policy: OrganisationPolicy): Exported[] {
  return policy.rules.map((rule) => {
    compileRule(policy, rule);
    const reason = findObstacle(policy, rule);
    return reason === undefined ? { rule: rule.id, objects: make(policy, rule) } : { rule: rule.id, reason };
  });
}

function findObstacle(policy: OrganisationPolicy, rule: OrganisationRule): string | undefined {
  const { subject } = rule;
  if (subject === 'listener' || subject === 'backend') {
    return `it is asked of each ${subject}, and an API server asks of whole objects`;
  }
  const compiled = compileRule(policy, rule);
  const programs = [compiled.check, ...compiled.variables.values(), ...(compiled.message ? [compiled.message] : [])];
  const related = relations[subject].find((name) => programs.some(({ uses }) => uses.has(name)));
  if (related !== undefined) {
    return `it looks at ${related}, which leads to other objects, and an API server shows a policy one object and its namespace`;
  }
  const asked = rule.kinds ?? kindsOf[subject];
  if (!asked) return 'it names no kinds, and an API server must be told which objects to ask of';
  const unknown = asked.find((kind) => !resources.has(kind));
  return unknown === undefined ? undefined : `what the API calls objects of the kind ${unknown} is not known here`;
}

function make(policy: OrganisationPolicy, rule: OrganisationRule): readonly [JsonObject, JsonObject] {
  const name = `gwconf-${rule.id}`;
  const metadata = { name, annotations: { 'gwconf.dev/policy': policy.name, 'gwconf.dev/title': rule.title } };
  const asked = (rule.kinds ?? kindsOf[rule.subject] ?? []).flatMap((kind) => resources.get(kind) ?? []);
  const groups = [...new Set(asked.map(({ group }) => group))];
  const variables = listUsed(policy, rule).map(({ name: own, expression }) => ({
    name: own,
    expression: expression.trim(),
  }));
  return [
    {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: groups.map((group) => ({
            apiGroups: [group],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE'],
            resources: asked.filter((one) => one.group === group).map(({ plural }) => plural),
          })),
        },
        ...(variables.length > 0 ? { variables } : {}),
        validations: [
          {
            expression: composeCheck(rule),
            message: `${rule.id}: ${rule.message ?? rule.title}`,
            ...(rule.messageExpression === undefined
              ? {}
              : { messageExpression: `'${rule.id}: ' + (${rule.messageExpression.trim()})` }),
          },
        ],
      },
    },
    {
      apiVersion: API,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: [actions[rule.level]] },
    },
  ];
}
