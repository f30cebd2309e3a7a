import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

/**
 * A set of fields, as a tree of path elements (`f:name`, `k:{"key":"x"}`, `v:"x"`). `owned`: the place itself is in the
 * set, not only something below it.
 */
export interface FieldSet {
  owned: boolean;
  children: Map<string, FieldSet>;
}

export function makeFieldSet(owned = false): FieldSet {
  return { owned, children: new Map() };
}

export function isEmptySet(set: FieldSet): boolean {
  return !set.owned && set.children.size === 0;
}

/** Reads the FieldsV1 form: a leaf is owned, `.` marks an owned place that has children. */
export function parseFieldSet(fields: JsonObject, isRoot = true): FieldSet {
  const elements = Object.keys(fields);
  const set = makeFieldSet(!isRoot && (elements.length === 0 || elements.includes('.')));
  for (const element of elements) {
    const child = fields[element];
    if (element !== '.') set.children.set(element, parseFieldSet(isObject(child) ? child : {}, false));
  }
  return set;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ (FieldsV1), sorted. */
export function formatFieldSet(set: FieldSet): JsonObject {
  const fields: JsonObject = set.owned && set.children.size > 0 ? { '.': {} } : {};
  for (const element of [...set.children.keys()].sort()) {
    const child = set.children.get(element);
    if (child) fields[element] = formatFieldSet(child);
  }
  return fields;
}

export function unite(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = { owned: a.owned || b.owned, children: new Map(a.children) };
  for (const [element, child] of b.children) {
    const own = a.children.get(element);
    result.children.set(element, own ? unite(own, child) : child);
  }
  return result;
}

/** What is in `a` and not in `b`. */
export function subtract(a: FieldSet, b: FieldSet): FieldSet {
  const result = makeFieldSet(a.owned && !b.owned);
  for (const [element, child] of a.children) {
    const other = b.children.get(element);
    const rest = other ? subtract(child, other) : child;
    if (!isEmptySet(rest)) result.children.set(element, rest);
  }
  return result;
}

/** What is in both. */
export function intersect(a: FieldSet, b: FieldSet): FieldSet {
  const result = makeFieldSet(a.owned && b.owned);
  for (const [element, child] of a.children) {
    const other = b.children.get(element);
    const common = other && intersect(child, other);
    if (common && !isEmptySet(common)) result.children.set(element, common);
  }
  return result;
}

/** Paths as messages print them and in their order, `.spec.containers[name="x"].image`: places before what is below them. */
export function listPaths(set: FieldSet, prefix = ''): string[] {
  const children = [...set.children].sort(([a], [b]) => (a < b ? -1 : 1));
  const named = children.map(([element, child]) => ({ path: prefix + formatElement(element), child }));
  const own = named.filter(({ child }) => child.owned).map(({ path }) => path);
  return [...own, ...named.flatMap(({ path, child }) => listPaths(child, path))];
}

/** A path element as messages print it, `[name="x"]`. */
export function formatElement(element: string): string {
  const text = element.slice(2);
  if (element.startsWith('f:')) return `.${text}`;
  if (element.startsWith('v:')) return `[=${text}]`;
  const keys: unknown = JSON.parse(text);
  const pairs = Object.entries(isObject(keys) ? keys : {}).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `[${pairs.join(',')}]`;
}
