import { invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { isObject } from '../../../../apimachinery/json.ts';
import { checkServiceName } from '../../../../apimachinery/schema/names.ts';
import type { FieldError } from '../../../../apimachinery/types.ts';

const MIXED = 'may have mixed case, but should otherwise match: ';

/** The names of a custom kind. */
export function checkNames(names: unknown): FieldError[] {
  const found = isObject(names) ? names : {};
  const errors: FieldError[] = [];
  for (const field of ['plural', 'singular', 'kind', 'listKind']) {
    const name = typeof found[field] === 'string' ? found[field] : '';
    const isKind = field === 'kind' || field === 'listKind';
    const path = `spec.names.${field}`;
    if (name === '') {
      errors.push(requiredField(path));
      continue;
    }
    const wrong = checkServiceName(isKind ? name.toLowerCase() : name);
    if (wrong) errors.push(invalidField(path, name, isKind ? `${MIXED}${wrong}` : wrong));
  }
  if (found.kind && found.kind === found.listKind) {
    errors.push(invalidField('spec.names.listKind', found.listKind, 'kind and listKind may not be the same'));
  }
  for (const field of ['shortNames', 'categories']) {
    const list: unknown[] = Array.isArray(found[field]) ? found[field] : [];
    list.forEach((name, index) => {
      const wrong = checkServiceName(String(name));
      if (wrong) errors.push(invalidField(`spec.names.${field}[${index}]`, name, wrong));
    });
  }
  return errors;
}
