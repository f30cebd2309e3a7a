import { invalidField } from '../errors/field.ts';
import { badRequest } from '../errors/status.ts';
import { checkLabelValue, listQualifiedFaults } from '../schema/names.ts';
import type { FieldError } from '../types.ts';

type Labels = Readonly<Record<string, string>>;
export type Requirement = (labels: Labels) => boolean;

const WHOLE = /^[-+]?\d+$/;

/**
 * What labels are asked for. @param operator `''` for a key that is there, `!` for one that is not
 * @throws ApiError 400 for a key or value that no label can have
 */
export function makeRequirement(key: string, operator: string, values: readonly string[]): Requirement {
  const errors: FieldError[] = listQualifiedFaults(key).map((fault) => invalidField('<nil>', key, fault));
  const isOrder = operator === '>' || operator === '<';
  values.forEach((value, index) => {
    const detail = "for 'Gt', 'Lt' operators, the value must be an integer";
    if (isOrder && !WHOLE.test(value)) errors.push(invalidField(`values[${index}]`, value, detail));
    const wrong = checkLabelValue(value);
    if (wrong) errors.push(invalidField(`values[${index}][${key}]`, value, wrong));
  });
  if (errors.length > 0) {
    const lines = errors.map(({ field, message }) => `${field}: ${message}`);
    const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
    throw badRequest(`unable to parse requirement: ${text}`);
  }
  const [value = ''] = values;
  const has = (labels: Labels) => Object.hasOwn(labels, key);
  switch (operator) {
    case '':
      return has;
    case '!':
      return (labels) => !has(labels);
    case '>':
      return (labels) => has(labels) && Number(labels[key]) > Number(value);
    case '<':
      return (labels) => has(labels) && Number(labels[key]) < Number(value);
    case '!=':
    case 'notin':
      return (labels) => !has(labels) || !values.includes(labels[key] ?? '');
    default:
      return (labels) => has(labels) && values.includes(labels[key] ?? '');
  }
}
