import type { FieldError, JsonSchema, ValidatorSource } from '../../types.ts';
import { evaluateRules } from './evaluate.ts';
import { makeRuleTree } from './tree.ts';

/** Errors after which a real server does not evaluate rules, since they could not rely on the schema. */
const BLOCKING = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];

const NOT_CHECKED: FieldError = {
  reason: 'FieldValueInvalid',
  field: '<nil>',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

/** The rules of a CRD's schema (`x-kubernetes-validations`). */
export const validateByRules: ValidatorSource = (crd, version) => {
  const found = crd.spec.versions.find(({ name }) => name === version);
  const schema = found?.schema?.openAPIV3Schema as JsonSchema | undefined;
  const tree = schema && makeRuleTree(schema, true);
  if (!tree) return undefined;
  return (object, old, context) => {
    if (context.errors.some(({ reason }) => BLOCKING.includes(reason))) return [NOT_CHECKED];
    const { errors, warnings } = evaluateRules(tree, object, old);
    context.warnings.push(...warnings);
    return errors;
  };
};
