import { apiClause, clause, clauseOf, requirement } from '../requirements/clause.ts';

/** What comes with a release: versions and limits. */
const VERSIONING = 'geps/gep-922/index.md';

/** The table of who may write what, by kind. */
const PERSONAS = clauseOf('v1.4.0', 'site-src/concepts/security-model.md', 34, 39);

/** What the policy guards against. */
const UPGRADES = clause('CHANGELOG/1.5-CHANGELOG.md', 25, 38);

export const policyRequirements = [
  requirement(
    'policy.crd.accepts',
    'MUST',
    'An object that has every field of its kind as the CRD allows it is accepted, in each version that the release serves.',
    clause(VERSIONING, 42, 54),
  ),
  requirement(
    'policy.crd.schema',
    'MUST',
    'What is beyond a limit of the CRD is refused, naming the field: lengths, patterns, enums, counts, required fields, duplicates.',
    clause(VERSIONING, 113, 115),
  ),
  requirement(
    'policy.crd.cel',
    'MUST',
    'What breaks a rule of the CRD over several fields is refused in the words of the rule.',
    clause(VERSIONING, 113, 115),
  ),
  requirement(
    'policy.gatewayclass.immutable',
    'MUST',
    'The controllerName of a GatewayClass never changes.',
    apiClause('gatewayclass_types.go', 82, 93),
  ),
  requirement(
    'policy.personas.infrastructure',
    'SHOULD',
    'Who provides the infrastructure may write GatewayClasses, Gateways and routes; nobody else of the personas writes classes.',
    PERSONAS,
  ),
  requirement(
    'policy.personas.operator',
    'SHOULD',
    'Who operates the cluster may write Gateways and routes of all namespaces, and no GatewayClass.',
    PERSONAS,
  ),
  requirement(
    'policy.personas.developer',
    'SHOULD',
    'Who develops an application may write its routes, in its own namespaces and nowhere else, and no Gateway.',
    PERSONAS,
  ),
  requirement(
    'policy.upgrades.release',
    'MUST',
    'Where the policy that guards upgrades is installed, CRDs of a release before it are refused.',
    UPGRADES,
  ),
  requirement(
    'policy.upgrades.channel',
    'MUST',
    'Where the policy that guards upgrades is installed, experimental CRDs are refused in place of standard ones.',
    UPGRADES,
  ),
];

export type PolicyRequirementId = (typeof policyRequirements)[number]['id'];
