import { invalidField, requiredField, unsupportedValue } from '../../../apimachinery/errors/field.ts';
import { isEqual, isObject } from '../../../apimachinery/json.ts';
import type { FieldError, JsonObject } from '../../../apimachinery/types.ts';

/** What a field of a built-in kind must be. A path's `[]` stands for each item: `spec.ports[].port`. */
export interface FieldRule {
  path: string;
  required?: true | string;
  values?: readonly string[];
  range?: readonly [number, number];
  /** Undefined for a good value, else what is wrong. */
  check?: (value: unknown) => string | undefined;
  /** Set once, at creation. */
  immutable?: true;
}

interface Place {
  path: string;
  value: unknown;
}

/** Judges an object by rules, in their order. */
export function checkRules(object: JsonObject, old: JsonObject | undefined, rules: readonly FieldRule[]): FieldError[] {
  return rules.flatMap((rule) => {
    const errors = findPlaces(object, rule.path).flatMap((place) => checkPlace(place, rule));
    if (errors.length > 0 || !rule.immutable || !old) return errors;
    const [now, was] = [findPlaces(object, rule.path)[0], findPlaces(old, rule.path)[0]];
    if (!now || !was || isEqual(now.value, was.value)) return [];
    return [invalidField(rule.path, now.value, 'field is immutable')];
  });
}

function checkPlace({ path, value }: Place, rule: FieldRule): FieldError[] {
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  if (value === undefined || value === null || (isEmpty && rule.required)) {
    return rule.required ? [requiredField(path, rule.required === true ? '' : rule.required)] : [];
  }
  if (rule.values && !rule.values.includes(String(value))) return [unsupportedValue(path, value, rule.values)];
  const [least, greatest] = rule.range ?? [];
  if (least !== undefined && greatest !== undefined && !isWithin(value, least, greatest)) {
    return [invalidField(path, value, `must be between ${least} and ${greatest}, inclusive`)];
  }
  const broken = rule.check?.(value);
  return broken ? [invalidField(path, value, broken)] : [];
}

function isWithin(value: unknown, least: number, greatest: number): boolean {
  return typeof value === 'number' && value >= least && value <= greatest;
}

/** Every place that a path names; a missing last field is a place too, a missing parent is not. */
function findPlaces(root: unknown, path: string): Place[] {
  let places: Place[] = [{ path: '', value: root }];
  for (const segment of path.split('.')) {
    const field = segment.replace('[]', '');
    places = places.flatMap((parent) => {
      if (!isObject(parent.value)) return [];
      const child = { path: parent.path ? `${parent.path}.${field}` : field, value: parent.value[field] };
      if (field === segment) return [child];
      const items = Array.isArray(child.value) ? child.value : [];
      return items.map((value, index) => ({ path: `${child.path}[${index}]`, value }));
    });
  }
  return places;
}
