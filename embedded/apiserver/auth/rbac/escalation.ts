import type { ResourceAttributes } from '../../../../apimachinery/access/attributes.ts';
import { MASTERS, type User } from '../../../../apimachinery/access/user.ts';
import { forbidden, notFound, type ResourceName } from '../../../../apimachinery/errors/status.ts';
import { isEqual } from '../../../../apimachinery/json.ts';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import type { WriteGuard } from '../../requests/context.ts';
import type { Authorizer } from '../authorize/authorizer.ts';
import { findMissing, printList, printRule } from './covers.ts';
import { EVERYTHING } from './default-rules.ts';
import type { RuleResolver } from './resolver.ts';
import { CLUSTER_ROLES, type FullRule, RBAC_GROUP, ROLES, type RoleRef, readRules } from './types.ts';

interface Role extends KubeObject {
  aggregationRule?: { clusterRoleSelectors?: unknown[] } | null;
}

/**
 * Lets nobody grant what they do not hold themselves, unless they may `escalate` the role or `bind` it.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
 */
export function guardEscalation(authorizer: Authorizer, resolver: RuleResolver): WriteGuard {
  /** @throws ApiError 403 naming what is missing */
  function confirm(subject: ResourceName, object: KubeObject, user: User, wanted: readonly FullRule[]): void {
    const { name, namespace = '' } = object.metadata;
    const { rules, missing } = resolver.rulesFor(user, namespace);
    const lacking = findMissing(rules, wanted);
    if (lacking.length === 0) return;
    const who = `user ${JSON.stringify(user.username)} (groups=${printList(user.groups)})`;
    const what = [...new Set(lacking.map(printRule))].sort().join('\n');
    const unsure = missing.length > 0 ? `; resolution errors: [${missing.join(', ')}]` : '';
    const why = `${who} is attempting to grant RBAC permissions not currently held:\n${what}${unsure}`;
    throw forbidden(subject, name, why);
  }

  function checkRole(subject: ResourceName, role: Role, old: Role | undefined, user: User): void {
    const { name, namespace = '' } = role.metadata;
    if (may(user, 'escalate', subject.plural, namespace, old ? name : '')) return;
    confirm(subject, role, user, readRules(role.rules));
    if (!gathers(role) && !gathers(old)) return;
    if (findMissing(resolver.rulesFor(user, '').rules, readRules(EVERYTHING)).length === 0) return;
    throw forbidden(subject, name, 'must have cluster-admin privileges to use the aggregationRule');
  }

  function checkBinding(subject: ResourceName, binding: KubeObject, user: User): void {
    const { namespace = '' } = binding.metadata;
    const roleRef = binding.roleRef as RoleRef;
    const plural = roleRef.kind === 'Role' ? 'roles' : 'clusterroles';
    if (may(user, 'bind', plural, namespace, roleRef.name)) return;
    const rules = resolver.rulesOf(roleRef, namespace);
    if (!rules) throw notFound(subject, roleRef.name);
    confirm(subject, binding, user, rules);
  }

  function may(user: User, verb: string, plural: string, namespace: string, name: string): boolean {
    const attributes: ResourceAttributes = {
      ...{ isResource: true, verb, group: RBAC_GROUP, plural, subresource: '', namespace, name },
    };
    return authorizer.decide(user, attributes).allowed;
  }

  return ({ resource, object, old, user }) => {
    if (resource.group !== RBAC_GROUP || user.groups.includes(MASTERS)) return;
    if (old && changesNothing(object, old)) return;
    if (resource.storage === ROLES || resource.storage === CLUSTER_ROLES) checkRole(resource, object, old, user);
    else if (isRoleRef(object.roleRef)) checkBinding(resource, object, user);
  };
}

function gathers(role: Role | undefined): boolean {
  return (role?.aggregationRule?.clusterRoleSelectors ?? []).length > 0;
}

/** Validation tells what is wrong with one that is none. */
function isRoleRef(value: unknown): value is RoleRef {
  const { kind, name } = (value ?? {}) as Partial<RoleRef>;
  return (kind === 'Role' || kind === 'ClusterRole') && Boolean(name);
}

/** Owners and finalizers may always be changed, so that what is deleted can go. */
function changesNothing(object: KubeObject, old: KubeObject): boolean {
  return isEqual(withoutBookkeeping(object), withoutBookkeeping(old));
}

function withoutBookkeeping({ metadata, ...rest }: KubeObject): object {
  const { ownerReferences: _owners, finalizers: _finalizers, managedFields: _managers, ...kept } = metadata;
  return { ...rest, metadata: { ...kept, resourceVersion: '' } };
}
