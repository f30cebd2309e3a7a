import {
  duplicateField,
  invalidField,
  requiredField,
  unsupportedValue,
} from '../../../../apimachinery/errors/field.ts';
import { checkPathSegment } from '../../../../apimachinery/schema/names.ts';
import type { FieldError } from '../../../../apimachinery/types.ts';
import type { MatchResources, ResourceRule } from '../types.ts';
import { validateSelector } from './selector.ts';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

/** What is wrong with what a policy or a binding is about. Its defaults are set. */
export function validateMatch(criteria: MatchResources, path: string): FieldError[] {
  const { matchPolicy, namespaceSelector, objectSelector, resourceRules, excludeResourceRules } = criteria;
  const isKnown = matchPolicy === 'Exact' || matchPolicy === 'Equivalent';
  return [
    ...(isKnown ? [] : [unsupportedValue(`${path}.matchPolicy`, matchPolicy, ['Equivalent', 'Exact'])]),
    ...validateSelector(namespaceSelector ?? {}, `${path}.namespaceSelector`),
    ...validateSelector(objectSelector ?? {}, `${path}.objectSelector`),
    ...validateRules(resourceRules, `${path}.resourceRules`),
    ...validateRules(excludeResourceRules, `${path}.excludeResourceRules`),
  ];
}

function validateRules(rules: readonly ResourceRule[] | undefined, path: string): FieldError[] {
  return (rules ?? []).flatMap((rule, index) => validateRule(rule, `${path}[${index}]`));
}

function validateRule(rule: ResourceRule, path: string): FieldError[] {
  const { resourceNames, operations, apiGroups, apiVersions, resources, scope } = rule;
  return [
    ...(resourceNames ?? []).flatMap((name, index) => validateName(name, resourceNames ?? [], index, path)),
    ...validateList(operations ?? [], `${path}.operations`, 'operations'),
    ...(operations ?? []).flatMap((one, index) =>
      OPERATIONS.includes(one) ? [] : [unsupportedValue(`${path}.operations[${index}]`, one, OPERATIONS)],
    ),
    ...validateList(apiGroups ?? [], `${path}.apiGroups`, 'API groups'),
    ...validateList(apiVersions ?? [], `${path}.apiVersions`, 'API versions'),
    ...listEmpty(apiVersions ?? [], `${path}.apiVersions`),
    ...validateResources(resources ?? [], `${path}.resources`),
    ...(scope !== undefined && !SCOPES.includes(scope) ? [unsupportedValue(`${path}.scope`, scope, SCOPES)] : []),
  ];
}

function validateName(name: string, all: readonly string[], index: number, path: string): FieldError[] {
  const at = `${path}.resourceNames[${index}]`;
  const wrong = checkPathSegment(name);
  return [
    ...(wrong ? [invalidField(at, name, wrong)] : []),
    ...(all.indexOf(name) < index ? [duplicateField(at, name)] : []),
  ];
}

/** At least one, and a star only alone. */
function validateList(values: readonly string[], path: string, what: string): FieldError[] {
  if (values.length === 0) return [requiredField(path)];
  if (values.length === 1 || !values.includes('*')) return [];
  return [invalidField(path, values, `if '*' is present, must not specify other ${what}`)];
}

function listEmpty(values: readonly string[], path: string): FieldError[] {
  return values.flatMap((value, index) => (value === '' ? [requiredField(`${path}[${index}]`)] : []));
}

/** Patterns of resources and subresources: none may be covered by another one already. */
function validateResources(patterns: readonly string[], path: string): FieldError[] {
  if (patterns.length === 0) return [requiredField(path)];
  const errors = listEmpty(patterns, path);
  const [wholes, everywhere] = [new Set<string>(), new Set<string>()];
  patterns.forEach((pattern, index) => {
    const [resource = '', ...rest] = pattern.split('/');
    if (rest.length === 0) return;
    const sub = rest.join('/');
    const refuse = (present: string) => {
      const detail = `if '${present}' is present, must not specify ${pattern}`;
      errors.push(invalidField(`${path}[${index}]`, pattern, detail));
    };
    if (wholes.has(resource)) refuse(`${resource}/*`);
    if (everywhere.has(sub)) refuse(`*/${sub}`);
    if (sub === '*') wholes.add(resource);
    if (resource === '*') everywhere.add(sub);
  });
  if (patterns.length > 1 && patterns.includes('*/*')) {
    errors.push(invalidField(path, patterns, "if '*/*' is present, must not specify other resources"));
  }
  // The last of the plain ones alone is looked at, as on a real server.
  const plain = patterns.filter((pattern) => pattern !== '' && !pattern.includes('/')).at(-1);
  if (patterns.includes('*') && plain !== undefined && plain !== '*') {
    const detail = "if '*' is present, must not specify other resources without subresources";
    errors.push(invalidField(path, patterns, detail));
  }
  return errors;
}
