import { isObject, listObjects } from '../../../../apimachinery/json.ts';
import { FORMATS } from '../../../../apimachinery/schema/judge/formats.ts';
import type { KubeObject } from '../../../../apimachinery/types.ts';

/** Texts of Warning headers about formats that a CRD's schemas name, a real server does not know and the old CRD did not name. */
export function warnOfFormats({ spec }: KubeObject, old: KubeObject | undefined): string[] {
  const known = listUnknown(old?.spec);
  return [...listUnknown(spec)]
    .filter((format) => !known.has(format))
    .map((format) => `unrecognized format "${format}"`);
}

function listUnknown(spec: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (schema: unknown): void => {
    if (Array.isArray(schema)) for (const item of schema) walk(item);
    if (!isObject(schema)) return;
    const { type, format, properties, ...keywords } = schema;
    const isUnknown = type === 'string' && typeof format === 'string' && format !== '';
    if (isUnknown && !FORMATS.has(format.replaceAll('-', ''))) found.add(format);
    walk(Object.values(isObject(properties) ? properties : {}));
    for (const name of ['items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not']) walk(keywords[name]);
  };
  for (const { schema } of listObjects(isObject(spec) ? spec.versions : undefined)) {
    walk(isObject(schema) ? schema.openAPIV3Schema : undefined);
  }
  return found;
}
