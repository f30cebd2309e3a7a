import type { Attributes } from '../../../../apimachinery/access/attributes.ts';
import { MASTERS, type User } from '../../../../apimachinery/access/user.ts';
import { ruleAllows } from '../rbac/match.ts';
import { describeMissing, type Grant, type RuleResolver } from '../rbac/resolver.ts';

export interface Decision {
  allowed: boolean;
  /** By what it is allowed, or why that could not be told; often empty for a denial. */
  reason: string;
}

/** Decides by roles and bindings. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export class Authorizer {
  readonly #resolver: RuleResolver;

  constructor(resolver: RuleResolver) {
    this.#resolver = resolver;
  }

  decide(user: User, attributes: Attributes): Decision {
    if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
    const missing = new Set<string>();
    for (const grant of this.#resolver.grantsFor(user, attributes.isResource ? attributes.namespace : '')) {
      const rules = this.#resolver.rulesOf(grant.roleRef, grant.binding.metadata.namespace ?? '');
      if (!rules) missing.add(describeMissing(grant.roleRef));
      else if (rules.some((rule) => ruleAllows(rule, attributes))) {
        return { allowed: true, reason: `RBAC: allowed by ${describeGrant(grant)}` };
      }
    }
    return { allowed: false, reason: missing.size === 0 ? '' : `RBAC: ${joinErrors([...missing])}` };
  }
}

function describeGrant({ binding, roleRef, subject }: Grant): string {
  const { name, namespace } = binding.metadata;
  const home = subject.namespace || (namespace ?? '');
  const who = subject.kind === 'ServiceAccount' ? `${subject.name}/${home}` : subject.name;
  const place = namespace ? `${name}/${namespace}` : name;
  const role = `${roleRef.kind} ${JSON.stringify(roleRef.name)}`;
  return `${binding.kind} ${JSON.stringify(place)} of ${role} to ${subject.kind} ${JSON.stringify(who)}`;
}

/** Several errors as one, as a real server prints them. */
export function joinErrors(messages: readonly string[]): string {
  return messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`;
}
