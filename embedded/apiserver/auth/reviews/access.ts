import type { Attributes } from '../../../../apimachinery/access/attributes.ts';
import type { User } from '../../../../apimachinery/access/user.ts';
import { invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { invalid } from '../../../../apimachinery/errors/status.ts';
import type { FieldError, JsonObject } from '../../../../apimachinery/types.ts';
import type { Authorizer } from '../authorize/authorizer.ts';
import { BodyReader } from '../read.ts';

const SUBJECT = { group: 'authorization.k8s.io', plural: '', kind: '' };
const RESOURCE = 'spec.resourceAttributes';
const PATH = 'spec.nonResourceAttributes';

/** SelfSubjectAccessReview: may the sender do this? */
export function reviewOwnAccess(body: unknown, user: User, authorizer: Authorizer): JsonObject {
  const reader = new BodyReader('SelfSubjectAccessReview', 'v1');
  const spec = reader.object(reader.body(body), 'spec', '') ?? {};
  const { attributes, errors } = readQuestion(reader, spec);
  if (!attributes || errors.length > 0) throw invalid(SUBJECT, '', errors);
  return answer(pick(spec, ['resourceAttributes', 'nonResourceAttributes']), authorizer, user, attributes);
}

/** SubjectAccessReview: may somebody do this? `namespace`: that of a LocalSubjectAccessReview, the only one it is about. */
export function reviewAccess(
  kind: string,
  body: unknown,
  authorizer: Authorizer,
  namespace: string | undefined,
): JsonObject {
  const reader = new BodyReader(kind, 'v1');
  const spec = reader.object(reader.body(body), 'spec', '') ?? {};
  const { attributes, errors } = readQuestion(reader, spec);
  const user = readUser(reader, spec);
  if (user.username === '' && user.groups.length === 0) {
    errors.push(invalidField('spec.user', '', 'at least one of user or group must be specified'));
  }
  if (namespace !== undefined) errors.push(...checkNamespace(attributes, spec, namespace));
  if (!attributes || errors.length > 0) throw invalid(SUBJECT, '', errors);
  const fields = ['resourceAttributes', 'nonResourceAttributes', 'user', 'groups', 'extra', 'uid'];
  return answer(pick(spec, fields), authorizer, user, attributes);
}

function answer(spec: JsonObject, authorizer: Authorizer, user: User, attributes: Attributes): JsonObject {
  const { allowed, reason } = authorizer.decide(user, attributes);
  return { spec, status: { allowed, ...(reason && { reason }) } };
}

function readQuestion(
  reader: BodyReader,
  spec: JsonObject,
): { attributes: Attributes | undefined; errors: FieldError[] } {
  const resource = reader.object(spec, 'resourceAttributes', 'spec');
  const path = reader.object(spec, 'nonResourceAttributes', 'spec');
  if (resource && path) {
    return {
      attributes: undefined,
      errors: [invalidField(PATH, path, 'cannot be specified in combination with resourceAttributes')],
    };
  }
  if (path) {
    const verb = reader.string(path, 'verb', PATH);
    return { attributes: { isResource: false, verb, path: reader.string(path, 'path', PATH) }, errors: [] };
  }
  if (!resource) {
    const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    return { attributes: undefined, errors: [invalidField(RESOURCE, null, detail)] };
  }
  const read = (field: string) => reader.string(resource, field, RESOURCE);
  const attributes = {
    ...({ isResource: true, verb: read('verb'), group: read('group'), plural: read('resource') } as const),
    ...{ subresource: read('subresource'), namespace: read('namespace'), name: read('name') },
  };
  return { attributes, errors: [] };
}

function readUser(reader: BodyReader, spec: JsonObject): User {
  return { username: reader.string(spec, 'user', 'spec'), groups: reader.strings(spec, 'groups', 'spec') };
}

function checkNamespace(attributes: Attributes | undefined, spec: JsonObject, namespace: string): FieldError[] {
  if (attributes?.isResource === false) {
    return [invalidField(PATH, spec.nonResourceAttributes, 'disallowed on this kind of request')];
  }
  if (!attributes || attributes.namespace === namespace) return [];
  const field = `${RESOURCE}.namespace`;
  if (attributes.namespace === '') return [requiredField(field)];
  return [invalidField(field, attributes.namespace, 'must match metadata.namespace')];
}

function pick(spec: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.filter((field) => spec[field] !== undefined).map((field) => [field, spec[field]]));
}
