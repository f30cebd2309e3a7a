import {
  duplicateField,
  forbiddenField,
  invalidField,
  requiredField,
  unsupportedValue,
} from '../../../../apimachinery/errors/field.ts';
import { checkPathSegment, checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, KubeObject } from '../../../../apimachinery/types.ts';
import type { BindingSpec, ParamRef } from '../types.ts';
import { validateMatch } from './match.ts';
import { validateSelector } from './selector.ts';

const ACTIONS = ['Audit', 'Deny', 'Warn'];
const BOTH =
  'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)';
const EXCLUSIVE = 'name and selector are mutually exclusive';

/** What is wrong with a ValidatingAdmissionPolicyBinding. */
export function validatePolicyBinding({ spec: given }: KubeObject): FieldError[] {
  const { policyName = '', paramRef, matchResources, validationActions } = given as BindingSpec;
  const wrongName = policyName && checkSubdomain(policyName);
  return [
    ...(policyName === '' ? [requiredField('spec.policyName')] : []),
    ...(wrongName ? [invalidField('spec.policyName', policyName, wrongName)] : []),
    ...(paramRef ? validateParamRef(paramRef, 'spec.paramRef') : []),
    ...(matchResources ? validateMatch(matchResources, 'spec.matchResources') : []),
    ...validateActions(validationActions ?? [], 'spec.validationActions'),
  ];
}

function validateParamRef({ name = '', selector, parameterNotFoundAction }: ParamRef, path: string): FieldError[] {
  const wrongName = name && checkPathSegment(name);
  const at = `${path}.parameterNotFoundAction`;
  const errors: FieldError[] = wrongName ? [invalidField(`${path}.name`, name, wrongName)] : [];
  if (selector) errors.push(...validateSelector(selector, `${path}.selector`));
  if (selector && name) {
    errors.push(forbiddenField(`${path}.name`, EXCLUSIVE), forbiddenField(`${path}.selector`, EXCLUSIVE));
  }
  if (!selector && !name) errors.push(requiredField(path, 'one of name or selector must be specified'));
  if (!parameterNotFoundAction) errors.push(requiredField(at));
  else if (!['Allow', 'Deny'].includes(parameterNotFoundAction)) {
    errors.push(unsupportedValue(at, parameterNotFoundAction, ['Deny', 'Allow']));
  }
  return errors;
}

function validateActions(actions: readonly string[], path: string): FieldError[] {
  if (actions.length === 0) return [requiredField(path, 'at least one validation action is required')];
  const errors = actions.flatMap((action, index) => [
    ...(ACTIONS.includes(action) ? [] : [unsupportedValue(`${path}[${index}]`, action, ACTIONS)]),
    ...(actions.indexOf(action) < index ? [duplicateField(`${path}[${index}]`, action)] : []),
  ]);
  if (actions.includes('Deny') && actions.includes('Warn')) errors.push(invalidField(path, actions, BOTH));
  return errors;
}
