import { isReserved } from '../../../../apimachinery/cel/schema/escape.ts';
import { DYN } from '../../../../apimachinery/cel/types/type.ts';
import {
  duplicateField,
  invalidField,
  requiredField,
  tooMany,
  unsupportedValue,
} from '../../../../apimachinery/errors/field.ts';
import { getPath } from '../../../../apimachinery/json.ts';
import { checkServiceName, checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, KubeObject } from '../../../../apimachinery/types.ts';
import { compileOne, RETURNS, VariableCompiler } from '../compile.ts';
import type { Declarations } from '../declare.ts';
import type { PolicySpec } from '../types.ts';
import { validateExpression } from './expressions.ts';
import { validateMatch } from './match.ts';
import { validateQualifiedName } from './selector.ts';

type Validation = NonNullable<PolicySpec['validations']>[number];
type AuditAnnotation = NonNullable<PolicySpec['auditAnnotations']>[number];

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const POLICIES = ['Fail', 'Ignore'];
const MAX_CONDITIONS = 64;
const MAX_ANNOTATIONS = 20;
const MAX_EXPRESSION_BYTES = 5 * 1024;
const EITHER = 'validations or auditAnnotations must contain at least one item';

/** What is wrong with a ValidatingAdmissionPolicy, its expressions included. */
export function validatePolicy({ metadata, spec: given }: KubeObject): FieldError[] {
  const spec = given as PolicySpec;
  const { failurePolicy, paramKind, matchConstraints, validations, auditAnnotations } = spec;
  const declarations: Declarations = paramKind ? { params: DYN } : {};
  const compiler = new VariableCompiler(declarations);
  const hasVariables = (spec.variables ?? []).length > 0;
  const known: Declarations = hasVariables ? { ...declarations, variables: compiler.types } : declarations;
  const isKnown = failurePolicy !== undefined && POLICIES.includes(failurePolicy);
  const errors = [
    ...(isKnown ? [] : [unsupportedValue('spec.failurePolicy', failurePolicy, POLICIES)]),
    ...(paramKind ? validateParamKind(paramKind) : []),
    ...(matchConstraints ? validateMatch(matchConstraints, 'spec.matchConstraints') : []),
    ...(matchConstraints ? [] : [requiredField('spec.matchConstraints')]),
    ...(matchConstraints && !matchConstraints.resourceRules?.length
      ? [requiredField('spec.matchConstraints.resourceRules')]
      : []),
    ...validateConditions(spec, declarations),
    ...validateVariables(spec, compiler),
  ];
  if (!validations?.length && !auditAnnotations?.length) {
    return [...errors, requiredField('spec.validations', EITHER), requiredField('spec.auditAnnotations', EITHER)];
  }
  return [
    ...errors,
    ...(validations ?? []).flatMap((one, index) => validateOne(one, known, `spec.validations[${index}]`)),
    ...validateAnnotations(auditAnnotations ?? [], metadata.name, known),
  ];
}

function validateParamKind({ apiVersion = '', kind = '' }: NonNullable<PolicySpec['paramKind']>): FieldError[] {
  const at = 'spec.paramKind';
  const wrongKind = checkServiceName(kind.toLowerCase());
  const detail = `may have mixed case, but should otherwise match: ${wrongKind}`;
  const byKind = kind === '' ? [requiredField(`${at}.kind`)] : [];
  if (kind !== '' && wrongKind) byKind.push(invalidField(`${at}.kind`, kind, detail));
  return [...validateVersion(apiVersion, `${at}.apiVersion`), ...byKind];
}

function validateVersion(apiVersion: string, path: string): FieldError[] {
  if (apiVersion === '') return [requiredField(path)];
  const parts = apiVersion === '/' ? ['', ''] : apiVersion.split('/');
  if (parts.length > 2) return [invalidField(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
  const [group = '', version = ''] = parts.length === 2 ? parts : ['', ...parts];
  const wrongGroup = group && checkSubdomain(group);
  const wrongVersion = version && checkServiceName(version);
  return [
    ...(wrongGroup ? [invalidField(path, group, wrongGroup)] : []),
    ...(version === '' ? [invalidField(path, apiVersion, 'version must be specified')] : []),
    ...(wrongVersion ? [invalidField(path, version, wrongVersion)] : []),
  ];
}

function validateConditions({ matchConditions }: PolicySpec, declarations: Declarations): FieldError[] {
  const conditions = matchConditions ?? [];
  const names = conditions.map(({ name }) => name);
  const errors = conditions.flatMap(({ name, expression }, index) => {
    const at = `spec.matchConditions[${index}]`;
    const source = (expression ?? '').trim();
    const compiled = () => validateExpression(compileOne(source, declarations, RETURNS.condition), `${at}.expression`);
    return [
      ...(source === '' ? [requiredField(`${at}.expression`)] : compiled()),
      ...(name ? validateQualifiedName(name, `${at}.name`) : [requiredField(`${at}.name`)]),
      ...(name && names.indexOf(name) < index ? [duplicateField(`${at}.name`, name)] : []),
    ];
  });
  const count = conditions.length;
  return count > MAX_CONDITIONS ? [tooMany('spec.matchConditions', count, MAX_CONDITIONS), ...errors] : errors;
}

function validateVariables({ variables }: PolicySpec, compiler: VariableCompiler): FieldError[] {
  return (variables ?? []).flatMap(({ name = '', expression = '' }, index) => {
    const at = `spec.variables[${index}]`;
    const isName = /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) && !isReserved(name);
    const errors: FieldError[] = [];
    if (name.trim() === '') errors.push(requiredField(`${at}.name`, 'name is not specified'));
    else if (!isName) errors.push(invalidField(`${at}.name`, name, 'must be a valid CEL identifier'));
    if (expression.trim() === '') errors.push(requiredField(`${at}.expression`, 'expression is not specified'));
    else errors.push(...validateExpression(compiler.add(name, expression), `${at}.expression`));
    return errors;
  });
}

function validateOne(validation: Validation, known: Declarations, path: string): FieldError[] {
  const { expression = '', message = '', messageExpression = '', reason } = validation;
  const errors: FieldError[] = [];
  if (expression.trim() === '') errors.push(requiredField(`${path}.expression`, 'expression is not specified'));
  else errors.push(...validateExpression(compileOne(expression, known, RETURNS.condition), `${path}.expression`));
  const at = `${path}.messageExpression`;
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.push(invalidField(at, messageExpression, 'must be non-empty if specified'));
  } else if (messageExpression !== '') {
    const compiled = compileOne(messageExpression, { ...known, authorizer: false }, RETURNS.message);
    errors.push(...validateExpression(compiled, at));
  }
  if (message !== '' && message.trim() === '') {
    errors.push(invalidField(`${path}.message`, message, 'must be non-empty if specified'));
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(invalidField(`${path}.message`, message, 'must not contain line breaks'));
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.push(unsupportedValue(`${path}.reason`, reason, REASONS));
  }
  return errors;
}

function validateAnnotations(all: readonly AuditAnnotation[], policy: string, known: Declarations): FieldError[] {
  const path = 'spec.auditAnnotations';
  const keys = all.map(({ key }) => key);
  const tooLong = `must not have more than ${MAX_ANNOTATIONS} auditAnnotations`;
  const shown = all.map(({ key, valueExpression }) => ({ Key: key, ValueExpression: valueExpression }));
  const errors = all.length > MAX_ANNOTATIONS ? [invalidField(path, shown, tooLong)] : [];
  all.forEach(({ key = '', valueExpression = '' }, index) => {
    const at = `${path}[${index}]`;
    const source = valueExpression.trim();
    if (policy !== '') errors.push(...validateQualifiedName(`${policy}/${key}`, `${at}.key`));
    else errors.push(invalidField(`${at}.key`, key, 'requires metadata.name be non-empty'));
    if (source === '') errors.push(requiredField(`${at}.valueExpression`, 'valueExpression is not specified'));
    else if (Buffer.byteLength(source) > MAX_EXPRESSION_BYTES) {
      const detail = `must not exceed ${MAX_EXPRESSION_BYTES} bytes in length`;
      errors.push(requiredField(`${at}.valueExpression`, detail));
    } else {
      const compiled = compileOne(source, known, RETURNS.annotation);
      errors.push(...validateExpression(compiled, `${at}.valueExpression`, valueExpression));
    }
    if (keys.indexOf(key) < index) errors.push(duplicateField(`${at}.key`, key));
  });
  return errors;
}

/** What is wrong with a status that a client writes. */
export function validatePolicyStatus(object: KubeObject): FieldError[] {
  const warnings = getPath(object, 'status', 'typeChecking', 'expressionWarnings');
  return (Array.isArray(warnings) ? warnings : []).flatMap(({ fieldRef, warning }, index) => {
    const at = `status.typeChecking.expressionWarnings[${index}]`;
    return [
      ...(warning ? [] : [requiredField(`${at}.warning`)]),
      ...(String(fieldRef ?? '').trim() ? [] : [requiredField(`${at}.fieldRef`)]),
    ];
  });
}
