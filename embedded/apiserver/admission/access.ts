import type { ResourceAttributes } from '../../../apimachinery/access/attributes.ts';
import { MASTERS, type User } from '../../../apimachinery/access/user.ts';
import type { AccessJudge } from '../../../apimachinery/cel/functions/authorization.ts';
import { forbiddenField } from '../../../apimachinery/errors/field.ts';
import { invalid } from '../../../apimachinery/errors/status.ts';
import { isEqual } from '../../../apimachinery/json.ts';
import type { FieldError } from '../../../apimachinery/types.ts';
import type { Surroundings } from './match.ts';
import type { AdmissionRequest } from './request.ts';
import { type BindingSpec, POLICIES, type PolicySpec } from './types.ts';

/**
 * Lets nobody have a policy read for them what they may not read themselves: the objects of a `paramKind`, and those that
 * a `paramRef` names. @throws ApiError 422
 */
export function checkParamAccess(request: AdmissionRequest, around: Surroundings, access: AccessJudge): void {
  const { resource, object, user, subresource, operation } = request;
  if (!object || subresource !== '' || operation === 'DELETE' || user.groups.includes(MASTERS)) return;
  const fault =
    resource.storage === POLICIES ? judgeKind(request, around, access) : judgeReference(request, around, access);
  if (fault) throw invalid(resource, object.metadata?.name ?? '', [fault]);
}

function judgeKind(
  { object, old, user }: AdmissionRequest,
  around: Surroundings,
  access: AccessJudge,
): FieldError | undefined {
  const { paramKind } = object?.spec as PolicySpec;
  if (!paramKind || isEqual(paramKind, (old?.spec as PolicySpec | undefined)?.paramKind)) return undefined;
  const what = { ...resolveKind(paramKind, around).attributes, verb: 'get', namespace: '*', name: '*' };
  if (access.decide(user, what).allowed) return undefined;
  const kind = `(kind=${paramKind.kind}, apiVersion=${paramKind.apiVersion})`;
  const why = `must have "get" permission on all objects of the referenced paramKind ${kind}`;
  return forbiddenField('spec.paramKind', `user ${printUser(user)} ${why}`);
}

function judgeReference(
  { object, old, user }: AdmissionRequest,
  around: Surroundings,
  access: AccessJudge,
): FieldError | undefined {
  const { paramRef, policyName = '' } = object?.spec as BindingSpec;
  const was = old?.spec as BindingSpec | undefined;
  if (!paramRef || (isEqual(paramRef, was?.paramRef) && policyName === was?.policyName)) return undefined;
  const policy = around.store.collection(POLICIES).get('', policyName)?.object.spec as PolicySpec | undefined;
  const { attributes, isKnown } = resolveKind(policy?.paramKind, around);
  const { name = '', namespace = '' } = paramRef;
  const verb = name === '' ? 'list' : 'get';
  if (access.decide(user, { ...attributes, verb, name, namespace }).allowed) return undefined;
  const lacks = `user ${printUser(user)} does not have "${verb}" permission`;
  const everywhere = `to determine minimum required permissions and ${lacks} for all groups, versions and resources`;
  if (!policy) return forbiddenField('spec.paramRef', `unable to get policy ${policyName} ${everywhere}`);
  if (policy.paramKind && !isKnown) {
    const { apiVersion, kind } = policy.paramKind;
    const shown = `&{${apiVersion} ${kind}}`;
    return forbiddenField('spec.paramRef', `unable to resolve paramKind ${shown} ${everywhere}`);
  }
  return forbiddenField('spec.paramRef', `${lacks} on the object referenced by paramRef`);
}

/** What is not known for sure is asked for everything. */
function resolveKind(
  paramKind: PolicySpec['paramKind'],
  { registry }: Surroundings,
): { attributes: Omit<ResourceAttributes, 'verb' | 'namespace' | 'name'>; isKnown: boolean } {
  const { apiVersion = '', kind = '' } = paramKind ?? {};
  const found = paramKind && registry.findKind(apiVersion, kind);
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const attributes = {
    isResource: true,
    group: paramKind ? group : '*',
    plural: found?.plural ?? '*',
    subresource: '',
  } as const;
  return { attributes, isKnown: found !== undefined };
}

/** As a Go program prints it, which is what users of a real server read. */
function printUser({ username, uid = '', groups, extra = {} }: User): string {
  const more = Object.entries(extra).map(([key, values]) => `${key}:[${values.join(' ')}]`);
  return `&{${username} ${uid} [${groups.join(' ')}] map[${more.sort().join(' ')}]}`;
}
