import { invalidField, requiredField, unsupportedValue } from '../../errors/field.ts';
import { isObject } from '../../json.ts';
import type { FieldError, JsonSchema } from '../../types.ts';
import { isResource } from '../schema/declare.ts';
import { isFieldOf } from './fieldpath.ts';
import { listRules, type ValidationRule } from './rule.ts';
import { compileRules } from './tree.ts';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/**
 * What is wrong with the rules of a structural schema: with their form, or, where that is good everywhere, with their
 * expressions. @param path of the schema in its CRD
 */
export function checkRules(schema: JsonSchema, path: string): FieldError[] {
  const forms = walk({ schema, path, isRoot: true, uncorrelated: undefined }, checkForms);
  return forms.length > 0 ? forms : walk({ schema, path, isRoot: true, uncorrelated: undefined }, checkExpressions);
}

interface Place {
  schema: JsonSchema;
  path: string;
  isRoot: boolean;
  /** Path of the nearest list above whose items cannot be matched with the old ones. */
  uncorrelated: string | undefined;
}

function walk(place: Place, check: (place: Place) => FieldError[]): FieldError[] {
  const { schema, path } = place;
  const below = (child: JsonSchema, childPath: string, breaks: boolean): FieldError[] => {
    const uncorrelated = place.uncorrelated ?? (breaks ? path : undefined);
    return walk({ schema: child, path: `${path}.${childPath}`, isRoot: isResource(child), uncorrelated }, check);
  };
  const { additionalProperties: others } = schema;
  return [
    ...(isObject(others) ? below(others, 'additionalProperties', false) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, child]) => below(child, `properties[${name}]`, false)),
    ...(schema.items ? below(schema.items, 'items', schema['x-kubernetes-list-type'] !== 'map') : []),
    ...check(place),
  ];
}

function checkForms({ schema, path }: Place): FieldError[] {
  return listRules(schema).flatMap((rule, index) =>
    checkForm(rule, schema, `${path}.x-kubernetes-validations[${index}]`),
  );
}

function checkForm(rule: ValidationRule, schema: JsonSchema, path: string): FieldError[] {
  const { message = '', messageExpression = '', reason, fieldPath = '' } = rule;
  const errors: FieldError[] = [];
  if ((rule.rule ?? '').trim() === '') errors.push(requiredField(`${path}.rule`, 'rule is not specified'));
  else if (message !== '' && message.trim() === '') {
    errors.push(invalidField(`${path}.message`, message, 'must be non-empty if specified'));
  } else if (message.trim().includes('\n')) {
    errors.push(invalidField(`${path}.message`, message, 'must not contain line breaks'));
  } else if (rule.rule.trim().includes('\n') && message === '') {
    errors.push(requiredField(`${path}.message`, 'message must be specified if rule contains line breaks'));
  }
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.push(requiredField(`${path}.messageExpression`, 'messageExpression must be non-empty if specified'));
  }
  if (reason !== undefined && !REASONS.includes(reason))
    errors.push(unsupportedValue(`${path}.reason`, reason, REASONS));
  if (fieldPath !== '' && fieldPath.trim() === '') {
    errors.push(invalidField(`${path}.fieldPath`, fieldPath, 'must be non-empty if specified'));
  }
  if (fieldPath.includes('\n')) {
    errors.push(invalidField(`${path}.fieldPath`, fieldPath, 'must not contain line breaks'));
  }
  if (fieldPath !== '' && !isFieldOf(fieldPath, schema)) {
    errors.push(invalidField(`${path}.fieldPath`, fieldPath, 'must be a valid path'));
  }
  return errors;
}

function checkExpressions({ schema, path, isRoot, uncorrelated }: Place): FieldError[] {
  return compileRules(schema, isRoot).flatMap((rule, index) => {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    const { source } = rule;
    const errors: FieldError[] = [];
    if (rule.fault !== undefined) errors.push(invalidRule(`${at}.rule`, source, rule.fault));
    if (rule.messageFault !== undefined) {
      errors.push(invalidRule(`${at}.messageExpression`, source, rule.messageFault));
    }
    if (rule.usesOldSelf && uncorrelated !== undefined) {
      const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelated}`;
      errors.push(invalidField(`${at}.rule`, source.rule, detail));
    }
    if (!rule.usesOldSelf && rule.fault === undefined && source.optionalOldSelf !== undefined) {
      const detail = 'may not be set if oldSelf is not used in rule';
      errors.push(invalidField(`${at}.optionalOldSelf`, source.optionalOldSelf, detail));
    }
    return errors;
  });
}

/** The rule as a Go program prints it, which is what users of a real server read. */
function invalidRule(path: string, source: ValidationRule, fault: string): FieldError {
  const { rule, message = '', messageExpression = '', reason, fieldPath = '', optionalOldSelf } = source;
  const value = {
    Rule: rule,
    Message: message,
    MessageExpression: messageExpression,
    Reason: reason ?? null,
    FieldPath: fieldPath,
    OptionalOldSelf: optionalOldSelf ?? null,
  };
  return invalidField(path, value, fault);
}
