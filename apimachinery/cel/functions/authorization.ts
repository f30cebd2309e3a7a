import type { Attributes } from '../../access/attributes.ts';
import { formatServiceAccount, groupsOfServiceAccount, type User } from '../../access/user.ts';
import { checkLabel, checkSubdomain } from '../../schema/names.ts';
import { Opaque } from '../values/opaque.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

/** Tells what a user may do. */
export interface AccessJudge {
  decide(user: User, attributes: Attributes): { allowed: boolean; reason: string };
}

const TYPE = 'kubernetes.authorization';
export const AUTHORIZER_TYPE = `${TYPE}.Authorizer`;
export const RESOURCE_CHECK_TYPE = `${TYPE}.ResourceCheck`;

/** What can be asked, but not compared nor read. */
abstract class Check extends Opaque {
  override equals(other: Value): boolean {
    return this === other;
  }
}

/** The variable `authorizer`: who is asked about, and whom to ask. */
export class AuthorizerValue extends Check {
  override readonly typeName = AUTHORIZER_TYPE;
  readonly user: User;
  readonly judge: AccessJudge;

  constructor(user: User, judge: AccessJudge) {
    super();
    this.user = user;
    this.judge = judge;
  }

  decide(attributes: Attributes): DecisionValue {
    return new DecisionValue(this.judge.decide(this.user, attributes));
  }
}

class GroupCheck extends Check {
  override readonly typeName = `${TYPE}.GroupCheck`;
  readonly authorizer: AuthorizerValue;
  readonly group: string;

  constructor(authorizer: AuthorizerValue, group: string) {
    super();
    this.authorizer = authorizer;
    this.group = group;
  }
}

class PathCheck extends Check {
  override readonly typeName = `${TYPE}.PathCheck`;
  readonly authorizer: AuthorizerValue;
  readonly path: string;

  constructor(authorizer: AuthorizerValue, path: string) {
    super();
    this.authorizer = authorizer;
    this.path = path;
  }

  check(verb: string): DecisionValue {
    return this.authorizer.decide({ isResource: false, verb, path: this.path });
  }
}

/** What of a resource is asked about. */
export interface CheckedResource {
  group: string;
  plural: string;
  subresource: string;
  namespace: string;
  name: string;
}

/** The variable `authorizer.requestResource`, and what the functions below make of it. */
export class ResourceCheck extends Check {
  override readonly typeName = RESOURCE_CHECK_TYPE;
  readonly #authorizer: AuthorizerValue;
  readonly #resource: CheckedResource;

  constructor(authorizer: AuthorizerValue, resource: CheckedResource) {
    super();
    this.#authorizer = authorizer;
    this.#resource = resource;
  }

  with(change: Partial<CheckedResource>): ResourceCheck {
    return new ResourceCheck(this.#authorizer, { ...this.#resource, ...change });
  }

  check(verb: string): DecisionValue {
    return this.#authorizer.decide({ isResource: true, verb, ...this.#resource });
  }
}

class DecisionValue extends Check {
  override readonly typeName = `${TYPE}.Decision`;
  readonly allowed: boolean;
  readonly reason: string;

  constructor({ allowed, reason }: { allowed: boolean; reason: string }) {
    super();
    this.allowed = allowed;
    this.reason = reason;
  }
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-authorizer-library */
export function addAuthorization(table: FunctionTable): void {
  const [group, path, decision] = [`${TYPE}.GroupCheck`, `${TYPE}.PathCheck`, `${TYPE}.Decision`];
  const resource = RESOURCE_CHECK_TYPE;
  table
    .addMethod('path', [AUTHORIZER_TYPE, 'string'], path, (authorizer: AuthorizerValue, text: string) => {
      return new PathCheck(authorizer, requireText(text, 'path'));
    })
    .addMethod('group', [AUTHORIZER_TYPE, 'string'], group, (authorizer: AuthorizerValue, name: string) => {
      return new GroupCheck(authorizer, name);
    })
    .addMethod('serviceAccount', [AUTHORIZER_TYPE, 'string', 'string'], AUTHORIZER_TYPE, asServiceAccount)
    .addMethod('resource', [group, 'string'], resource, ({ authorizer, group: name }: GroupCheck, plural: string) => {
      const none = { subresource: '', namespace: '', name: '' };
      return new ResourceCheck(authorizer, { group: name, plural: requireText(plural, 'resource'), ...none });
    });
  for (const field of ['subresource', 'namespace', 'name'] as const) {
    table.addMethod(field, [resource, 'string'], resource, (check: ResourceCheck, text: string) =>
      check.with({ [field]: text }),
    );
  }
  // Roles know no selectors: they change no decision.
  for (const name of ['fieldSelector', 'labelSelector']) {
    table.addMethod(name, [resource, 'string'], resource, (check: ResourceCheck) => check);
  }
  table
    .addMethod('check', [path, 'string'], decision, (check: PathCheck, verb: string) => check.check(verb))
    .addMethod('check', [resource, 'string'], decision, (check: ResourceCheck, verb: string) => check.check(verb))
    .addMethod('allowed', [decision], 'bool', ({ allowed }: DecisionValue) => allowed)
    .addMethod('reason', [decision], 'string', ({ reason }: DecisionValue) => reason)
    .addMethod('errored', [decision], 'bool', () => false)
    .addMethod('error', [decision], 'string', () => '');
}

function requireText(text: string, what: string): string {
  if (text.trim() === '') throw new CelError(`${what} must not be empty`);
  return text;
}

function asServiceAccount({ judge }: AuthorizerValue, namespace: string, name: string): AuthorizerValue {
  if (checkSubdomain(name)) throw new CelError('Invalid service account name');
  if (checkLabel(namespace)) throw new CelError('Invalid service account namespace');
  const username = formatServiceAccount(namespace, name);
  const groups = [...groupsOfServiceAccount(namespace), 'system:authenticated'];
  return new AuthorizerValue({ username, groups }, judge);
}
