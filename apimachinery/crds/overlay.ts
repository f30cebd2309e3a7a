import { added, atomicLists, atomicMaps, defaults, limits, mapLists, notInStandard, setLists } from './facts.ts';
import type { StructuralSchema } from './reflect.ts';

interface Change {
  place: string;
  apply(schema: StructuralSchema): void;
}

const changes: readonly Change[] = [
  ...entries(limits, (schema, set) => Object.assign(schema, structuredClone(set))),
  ...entries(defaults, (schema, value) => {
    schema.default = structuredClone(value);
  }),
  ...entries(mapLists, (schema, keys) => {
    schema['x-kubernetes-list-type'] = 'map';
    schema['x-kubernetes-list-map-keys'] = [...keys];
  }),
  ...setLists.map((place) => listType(place, 'set')),
  ...atomicLists.map((place) => listType(place, 'atomic')),
  ...atomicMaps.map((place) => ({
    place,
    apply: (schema: StructuralSchema) => {
      schema['x-kubernetes-map-type'] = 'atomic';
    },
  })),
];

function entries<V>(table: Readonly<Record<string, V>>, apply: (schema: StructuralSchema, value: V) => void): Change[] {
  return Object.entries(table).map(([place, value]) => ({ place, apply: (schema) => apply(schema, value) }));
}

function listType(place: string, type: string): Change {
  return {
    place,
    apply: (schema) => {
      schema['x-kubernetes-list-type'] = type;
    },
  };
}

/** Changes a reflected schema in place to what the standard channel has. Gives the places of facts that applied. */
export function applyFacts(schema: StructuralSchema, kind: string, version: string): ReadonlySet<string> {
  const used = new Set<string>();
  const holds = (place: string, path: string) => matchesPlace(place, path, kind, version) && used.add(place);

  const visit = (node: StructuralSchema, path: string) => {
    const properties = node.properties;
    for (const [place, field] of Object.entries(added)) {
      const [parent, name] = splitLast(place);
      if (properties && holds(parent, path)) properties[name] ??= structuredClone(field) as StructuralSchema;
    }
    for (const [name, child] of Object.entries(properties ?? {})) {
      const at = path === '' ? name : `${path}.${name}`;
      if (notInStandard.some((place) => holds(place, at))) delete properties?.[name];
      else visit(child, at);
    }
    if (node.items) visit(node.items, `${path}[]`);
    if (node.additionalProperties) visit(node.additionalProperties, `${path}{}`);
    for (const change of changes) {
      if (holds(change.place, path)) change.apply(node);
    }
  };
  visit(schema, '');
  return used;
}

/** `Kind/version:end.of.path` against a whole path. A name may begin in mid-word: `HeaderModifier.set`. */
export function matchesPlace(place: string, path: string, kind: string, version: string): boolean {
  const [scope, end] = place.includes(':') ? place.split(':', 2) : ['', place];
  if (scope && scope !== kind && scope !== `${kind}/${version}`) return false;
  if (end?.startsWith('^')) return path === end.slice(1);
  if (!end || !path.endsWith(end)) return false;
  const before = path.at(-end.length - 1);
  return before === undefined || before === '.' || /[A-Z]/.test(end.charAt(0));
}

function splitLast(place: string): [string, string] {
  const dot = place.lastIndexOf('.');
  return [place.slice(0, dot), place.slice(dot + 1)];
}
