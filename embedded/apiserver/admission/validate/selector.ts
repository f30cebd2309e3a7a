import { forbiddenField, invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { checkLabelValue, listQualifiedFaults } from '../../../../apimachinery/schema/names.ts';
import type { LabelSelector } from '../../../../apimachinery/selectors/labelselector.ts';
import type { FieldError } from '../../../../apimachinery/types.ts';

/** What is wrong with a label selector. @param path `spec.matchConstraints.objectSelector` */
export function validateSelector(selector: LabelSelector, path: string): FieldError[] {
  const { matchLabels, matchExpressions } = selector;
  const byLabels = Object.entries(matchLabels ?? {}).flatMap(([key, value]) => {
    const at = `${path}.matchLabels`;
    return [...validateQualifiedName(key, at), ...validateLabelValue(value, at)];
  });
  const byExpressions = (matchExpressions ?? []).flatMap((one, index) =>
    validateRequirement(one, `${path}.matchExpressions[${index}]`),
  );
  return [...byLabels, ...byExpressions];
}

export function validateQualifiedName(name: string, path: string): FieldError[] {
  return listQualifiedFaults(name).map((fault) => invalidField(path, name, fault));
}

function validateLabelValue(value: string, path: string): FieldError[] {
  const wrong = checkLabelValue(value);
  return wrong ? [invalidField(path, value, wrong)] : [];
}

function validateRequirement(
  { key, operator, values = [] }: NonNullable<LabelSelector['matchExpressions']>[number],
  path: string,
): FieldError[] {
  const wrongValues = values.flatMap((value, index) => validateLabelValue(value, `${path}.values[${index}]`));
  return [
    ...validateCount(operator, values.length, path),
    ...validateQualifiedName(key, `${path}.key`),
    ...wrongValues,
  ];
}

function validateCount(operator: string, count: number, path: string): FieldError[] {
  if (operator === 'In' || operator === 'NotIn') {
    if (count > 0) return [];
    return [requiredField(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count === 0) return [];
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    return [forbiddenField(`${path}.values`, detail)];
  }
  return [invalidField(`${path}.operator`, operator, 'not a valid selector operator')];
}
