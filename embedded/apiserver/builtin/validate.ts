import { validatePolicyBinding } from '../admission/validate/binding.ts';
import { validatePolicy, validatePolicyStatus } from '../admission/validate/policy.ts';
import { validateBinding, validateRole } from '../auth/rbac/validate.ts';
import { ACCOUNT_NAME, TOKEN_SECRET } from '../auth/tokens/legacy.ts';
import { forbiddenField, invalidField, requiredField } from '../errors/field.ts';
import { getPath, getString, isEqual, isObject, listObjects } from '../json.ts';
import type { FieldError, KubeObject, ValidationContext } from '../types.ts';
import { checkRules } from './checks.ts';
import { validateDefinition } from './definitions/validate.ts';
import { BUILTIN_RULES } from './rules.ts';

type Extra = (object: KubeObject, old: KubeObject | undefined, context?: ValidationContext) => FieldError[];

const EXTRAS: Readonly<Record<string, Extra>> = {
  Service: validateService,
  Deployment: validateSelector,
  ReplicaSet: validateSelector,
  DaemonSet: validateSelector,
  StatefulSet: validateSelector,
  Secret: (object, old) => [...validateTokenSecret(object), ...validateFrozen(object, old)],
  ConfigMap: validateFrozen,
  Role: validateRole,
  ClusterRole: validateRole,
  RoleBinding: validateBinding,
  ClusterRoleBinding: validateBinding,
  CustomResourceDefinition: validateDefinition,
  ValidatingAdmissionPolicy: (object, _old, context) =>
    context?.subresource === 'status' ? validatePolicyStatus(object) : validatePolicy(object),
  ValidatingAdmissionPolicyBinding: validatePolicyBinding,
};

export function validateBuiltin(
  object: KubeObject,
  old: KubeObject | undefined,
  context?: ValidationContext,
): FieldError[] {
  const errors = checkRules(object, old, BUILTIN_RULES[object.kind] ?? []);
  return errors.length > 0 ? errors : (EXTRAS[object.kind]?.(object, old, context) ?? []);
}

function validateService(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const type = getString(object, 'spec', 'type');
  const clusterIP = getString(object, 'spec', 'clusterIP');
  const ports = listObjects(getPath(object, 'spec', 'ports'));
  if (type === 'ExternalName') {
    return getString(object, 'spec', 'externalName') ? [] : [requiredField('spec.externalName')];
  }
  if (ports.length === 0 && clusterIP !== 'None') return [requiredField('spec.ports')];
  const unnamed = ports.length > 1 ? ports.findIndex((port) => !port.name) : -1;
  if (unnamed >= 0) return [requiredField(`spec.ports[${unnamed}].name`)];
  const was = getString(old, 'spec', 'clusterIP');
  const changed = was !== '' && clusterIP !== was && getString(old, 'spec', 'type') !== 'ExternalName';
  if (changed) return [invalidField('spec.clusterIPs[0]', [clusterIP], 'may not change once set')];
  return [];
}

function validateSelector(object: KubeObject): FieldError[] {
  const wanted = getPath(object, 'spec', 'selector', 'matchLabels');
  const labels = getPath(object, 'spec', 'template', 'metadata', 'labels');
  const found = isObject(labels) ? labels : {};
  if (isObject(wanted) && Object.entries(wanted).every(([key, value]) => found[key] === value)) return [];
  if (Array.isArray(getPath(object, 'spec', 'selector', 'matchExpressions'))) return [];
  const detail = isObject(wanted)
    ? '`selector` does not match template `labels`'
    : 'empty selector is invalid for deployment';
  return [invalidField('spec.template.metadata.labels', found, detail)];
}

function validateTokenSecret({ type, metadata }: KubeObject): FieldError[] {
  if (type !== TOKEN_SECRET || metadata.annotations?.[ACCOUNT_NAME]) return [];
  return [requiredField(`metadata.annotations[${ACCOUNT_NAME}]`)];
}

function validateFrozen(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  if (old?.immutable !== true) return [];
  if (object.immutable !== true) return [forbiddenField('immutable', 'field is immutable when `immutable` is set')];
  const same = isEqual(object.data, old.data) && isEqual(object.binaryData, old.binaryData);
  return same ? [] : [forbiddenField('data', 'field is immutable when `immutable` is set')];
}
