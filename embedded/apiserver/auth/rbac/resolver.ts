import { formatServiceAccount, type User } from '../../../../apimachinery/access/user.ts';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import type { Store } from '../../store/store.ts';
import type { Stored } from '../../store/stored.ts';
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type FullRule,
  ROLE_BINDINGS,
  ROLES,
  type RoleRef,
  readRules,
  type Subject,
} from './types.ts';

/** A binding that applies to a user, by the first subject that does. */
export interface Grant {
  binding: KubeObject;
  roleRef: RoleRef;
  subject: Subject;
}

/** The grants of one namespace (or of the whole cluster), by the user or group that they are given to. */
type Index = ReadonlyMap<string, readonly Grant[]>;

/** Which rules apply to whom. Bindings are indexed by subject, anew after each change of one. */
export class RuleResolver {
  readonly #store: Store;
  readonly #indexes = new Map<string, Index>();
  /** Read once for each state of a role. */
  readonly #rules = new WeakMap<Stored, readonly FullRule[]>();

  constructor(store: Store) {
    this.#store = store;
    store.observe((storage, { stored }) => {
      if (storage === CLUSTER_ROLE_BINDINGS) this.#indexes.delete('');
      else if (storage === ROLE_BINDINGS) this.#indexes.delete(stored.object.metadata.namespace ?? '');
    });
  }

  /** Cluster-wide grants, then those of the namespace (none where it is empty). */
  grantsFor(user: User, namespace: string): Grant[] {
    const wide = collect(this.#index(''), user);
    return namespace === '' ? wide : [...wide, ...collect(this.#index(namespace), user)];
  }

  /** The rules of a role; undefined where there is no such role. */
  rulesOf({ kind, name }: RoleRef, namespace: string): readonly FullRule[] | undefined {
    const isWide = kind === 'ClusterRole';
    const role = this.#store.collection(isWide ? CLUSTER_ROLES : ROLES).get(isWide ? '' : namespace, name);
    if (!role) return undefined;
    const rules = this.#rules.get(role) ?? readRules(role.object.rules);
    this.#rules.set(role, rules);
    return rules;
  }

  /** Every rule that applies to a user, and a sentence for each role that is missing. */
  rulesFor(user: User, namespace: string): { rules: FullRule[]; missing: string[] } {
    const rules: FullRule[] = [];
    const missing: string[] = [];
    for (const { binding, roleRef } of this.grantsFor(user, namespace)) {
      const found = this.rulesOf(roleRef, binding.metadata.namespace ?? '');
      if (found) rules.push(...found);
      else missing.push(describeMissing(roleRef));
    }
    return { rules, missing };
  }

  #index(namespace: string): Index {
    const known = this.#indexes.get(namespace);
    if (known) return known;
    const storage = namespace === '' ? CLUSTER_ROLE_BINDINGS : ROLE_BINDINGS;
    const made = indexBindings(
      this.#store
        .collection(storage)
        .list(namespace)
        .map(({ object }) => object),
    );
    this.#indexes.set(namespace, made);
    return made;
  }
}

export function describeMissing({ kind, name }: RoleRef): string {
  return `${kind.toLowerCase()}.rbac.authorization.k8s.io ${JSON.stringify(name)} not found`;
}

function indexBindings(bindings: readonly KubeObject[]): Index {
  const index = new Map<string, Grant[]>();
  for (const binding of bindings) {
    const { roleRef, subjects } = binding as KubeObject & { roleRef: RoleRef; subjects?: Subject[] };
    for (const subject of subjects ?? []) {
      const key = keyOfSubject(subject, binding.metadata.namespace ?? '');
      const grants = index.get(key) ?? [];
      if (grants.at(-1)?.binding !== binding) grants.push({ binding, roleRef, subject });
      index.set(key, grants);
    }
  }
  return index;
}

/** A ServiceAccount without a namespace is one of the binding's own. */
function keyOfSubject({ kind, name, namespace }: Subject, home: string): string {
  if (kind === 'Group') return `Group ${name}`;
  return `User ${kind === 'ServiceAccount' ? formatServiceAccount(namespace || home, name) : name}`;
}

function collect(index: Index, user: User): Grant[] {
  const found = [`User ${user.username}`, ...user.groups.map((group) => `Group ${group}`)].flatMap(
    (key) => index.get(key) ?? [],
  );
  // A user may be the subject of a binding in several ways; once is enough.
  return found.filter(({ binding }, at) => found.findIndex((other) => other.binding === binding) === at);
}
