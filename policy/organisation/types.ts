import type { JsonObject } from '../../apimachinery/types.ts';
import type { Level } from '../rules/types.ts';

/** What a rule is asked of, one after the other. */
export const subjects = ['object', 'gateway', 'listener', 'route', 'backend', 'grant', 'namespace'] as const;
export type Subject = (typeof subjects)[number];

/** A name that expressions know as `variables.NAME`, evaluated when it is first asked for. */
export interface Variable {
  name: string;
  expression: string;
}

/** A rule of an organisation's own, as its file has it. */
export interface OrganisationRule {
  id: string;
  level: Level;
  title: string;
  explanation: string;
  fix: string;
  /** URL of where the organisation says so. */
  clause?: string;
  subject: Subject;
  /** Kinds of the objects that it is asked of; all that the subject has where it is missing. */
  kinds?: readonly string[];
  /** CEL; where it gives false, the rule is not asked. */
  when?: string;
  /** CEL; must be true. */
  check: string;
  /** What is said where it is not. */
  message?: string;
  /** CEL that gives the message. */
  messageExpression?: string;
  /** Where the finding points, below what the rule is asked of: `spec.hostnames`. */
  field?: string;
}

/** One file of rules. */
export interface OrganisationPolicy {
  name: string;
  about: string;
  /** As messages name it. */
  source: string;
  variables: readonly Variable[];
  rules: readonly OrganisationRule[];
}

/** Objects that a rule must let pass, or must not, each by itself among those that are given. */
export interface PolicyCase {
  rule: string;
  name: string;
  given: readonly JsonObject[];
  accepted: readonly JsonObject[];
  refused: readonly JsonObject[];
  /** Part of the message that refusals must have. */
  message?: string;
}

/** A file of rules or cases that is none. The message names file, field and what was expected. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}
