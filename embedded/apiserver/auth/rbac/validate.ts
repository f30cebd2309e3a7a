import { invalidField, requiredField, unsupportedValue } from '../../../../apimachinery/errors/field.ts';
import { isEqual, isObject, listObjects } from '../../../../apimachinery/json.ts';
import { checkPathSegment, checkQualifiedName, checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { LabelSelector } from '../../../../apimachinery/selectors/labelselector.ts';
import type { FieldError, KubeObject } from '../../../../apimachinery/types.ts';
import { type FullRule, RBAC_GROUP, type RoleRef, readRules, type Subject } from './types.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Of Role and ClusterRole. https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
export function validateRole(object: KubeObject): FieldError[] {
  const isWide = object.kind === 'ClusterRole';
  const errors = readRules(object.rules).flatMap((rule, index) => validateRule(rule, isWide, `rules[${index}]`));
  if (!isWide || !isObject(object.aggregationRule)) return errors;
  const field = 'aggregationRule.clusterRoleSelectors';
  const selectors = listObjects(object.aggregationRule.clusterRoleSelectors) as LabelSelector[];
  if (selectors.length === 0) {
    const detail = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
    errors.push(requiredField(field, detail));
  }
  return [...errors, ...selectors.flatMap((selector, index) => validateSelector(selector, `${field}[${index}]`))];
}

function validateRule(rule: FullRule, isWide: boolean, path: string): FieldError[] {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const errors: FieldError[] = [];
  if (verbs.length === 0) errors.push(requiredField(`${path}.verbs`, 'verbs must contain at least one value'));
  if (nonResourceURLs.length > 0) {
    const refuse = (why: string) => errors.push(invalidField(`${path}.nonResourceURLs`, nonResourceURLs, why));
    if (!isWide) refuse('namespaced rules cannot apply to non-resource URLs');
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(requiredField(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(requiredField(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}

function validateSelector({ matchLabels, matchExpressions }: LabelSelector, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of Object.keys(matchLabels ?? {})) {
    const wrong = checkQualifiedName(key);
    if (wrong) errors.push(invalidField(`${path}.matchLabels`, key, wrong));
  }
  (matchExpressions ?? []).forEach(({ key, operator, values: given }, index) => {
    const values = given ?? [];
    const field = `${path}.matchExpressions[${index}]`;
    const wrong = checkQualifiedName(key ?? '');
    if (!OPERATORS.includes(operator)) {
      errors.push(invalidField(`${field}.operator`, operator, 'not a valid selector operator'));
    } else if (operator.endsWith('In') !== values.length > 0) {
      const detail = `must be specified when \`operator\` is 'In' or 'NotIn'`;
      errors.push(values.length === 0 ? requiredField(`${field}.values`, detail) : forbidValues(`${field}.values`));
    }
    if (wrong) errors.push(invalidField(`${field}.key`, key, wrong));
  });
  if (errors.length > 0) errors.push(invalidField(path, null, 'invalid label selector.'));
  return errors;
}

function forbidValues(field: string): FieldError {
  const message = "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
  return { reason: 'FieldValueForbidden', field, message };
}

/** Of RoleBinding and ClusterRoleBinding. */
export function validateBinding(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const isWide = object.kind === 'ClusterRoleBinding';
  const roleRef = (isObject(object.roleRef) ? object.roleRef : {}) as Partial<RoleRef>;
  const errors = validateRoleRef(roleRef, isWide);
  (listObjects(object.subjects) as unknown as Partial<Subject>[]).forEach((subject, index) => {
    errors.push(...validateSubject(subject, isWide, `subjects[${index}]`));
  });
  if (old && !isEqual(old.roleRef, object.roleRef)) {
    errors.push(invalidField('roleRef', describeRef(roleRef), 'cannot change roleRef'));
  }
  return errors;
}

function validateRoleRef({ apiGroup = '', kind = '', name = '' }: Partial<RoleRef>, isWide: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const kinds = isWide ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  if (apiGroup !== RBAC_GROUP) errors.push(unsupportedValue('roleRef.apiGroup', apiGroup, [RBAC_GROUP]));
  if (!kinds.includes(kind)) errors.push(unsupportedValue('roleRef.kind', kind, kinds));
  const wrong = checkPathSegment(name);
  if (name === '') errors.push(requiredField('roleRef.name'));
  else if (wrong) errors.push(invalidField('roleRef.name', name, wrong));
  return errors;
}

function validateSubject(subject: Partial<Subject>, isWide: boolean, path: string): FieldError[] {
  const { kind = '', name = '', apiGroup = '', namespace = '' } = subject;
  const errors = name === '' ? [requiredField(`${path}.name`)] : [];
  const isAccount = kind === 'ServiceAccount';
  if (!isAccount && kind !== 'User' && kind !== 'Group') {
    return [...errors, unsupportedValue(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group'])];
  }
  const wrong = isAccount && name !== '' ? checkSubdomain(name) : undefined;
  if (wrong) errors.push(invalidField(`${path}.name`, name, wrong));
  const group = isAccount ? '' : RBAC_GROUP;
  if (apiGroup !== group) errors.push(unsupportedValue(`${path}.apiGroup`, apiGroup, [group]));
  if (isAccount && isWide && namespace === '') errors.push(requiredField(`${path}.namespace`));
  return errors;
}

/** As a real server prints it: by the names that it has inside. */
function describeRef({ apiGroup, kind, name }: Partial<RoleRef>): object {
  return { APIGroup: apiGroup ?? '', Kind: kind ?? '', Name: name ?? '' };
}
