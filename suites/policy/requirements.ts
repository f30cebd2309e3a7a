import { apiClause, clause, requirement } from '../requirements/clause.ts';

const SECURITY = 'site-src/concepts/security-model.md';

export const policyRequirements = [
  requirement(
    'policy.crd.accepts',
    'MUST',
    'An object that has every field of its kind as the CRD allows it is accepted, in each version that the release serves.',
    clause('site-src/concepts/versioning.md', 1, 140),
  ),
  requirement(
    'policy.crd.schema',
    'MUST',
    'What is beyond a limit of the CRD is refused, naming the field: lengths, patterns, enums, counts, required fields, duplicates.',
    clause('site-src/concepts/versioning.md', 1, 140),
  ),
  requirement(
    'policy.crd.cel',
    'MUST',
    'What breaks a rule of the CRD over several fields is refused in the words of the rule.',
    clause('site-src/concepts/versioning.md', 1, 140),
  ),
  requirement(
    'policy.gatewayclass.immutable',
    'MUST',
    'The controllerName of a GatewayClass never changes.',
    apiClause('gatewayclass_types.go', 60, 90),
  ),
  requirement(
    'policy.personas.infrastructure',
    'SHOULD',
    'Who provides the infrastructure decides about GatewayClasses, and nobody else of the personas does.',
    clause(SECURITY, 1, 80),
  ),
  requirement(
    'policy.personas.operator',
    'SHOULD',
    'Who operates the cluster decides about Gateways and who may attach to them.',
    clause(SECURITY, 1, 80),
  ),
  requirement(
    'policy.personas.developer',
    'SHOULD',
    'Who develops an application decides about its routes, in its own namespaces and nowhere else.',
    clause(SECURITY, 1, 80),
  ),
];

export type PolicyRequirementId = (typeof policyRequirements)[number]['id'];
