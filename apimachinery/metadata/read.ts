import { isObject } from '../json.ts';
import type { ObjectMeta } from '../types.ts';

const STRINGS = [
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
];
const MAPS = ['labels', 'annotations'];
const LISTS = ['finalizers', 'ownerReferences', 'managedFields'];
const KNOWN = [...STRINGS, ...MAPS, ...LISTS, 'generation', 'deletionGracePeriodSeconds'];

/**
 * The metadata of a body with null fields left out, and unknown ones, which are added to `unknown`; a sentence where a
 * field has the wrong type.
 */
export function readMetadata(value: unknown, unknown: string[]): ObjectMeta | string {
  if (value !== undefined && value !== null && !isObject(value)) return 'metadata must be an object';
  const metadata: ObjectMeta = { name: '' };
  for (const [field, found] of Object.entries(value ?? {})) {
    if (field === 'selfLink') continue;
    if (!KNOWN.includes(field)) unknown.push(`metadata.${field}`);
    if (found === null || !KNOWN.includes(field)) continue;
    if (STRINGS.includes(field) && typeof found !== 'string') return `metadata.${field} must be a string`;
    if (LISTS.includes(field) && !Array.isArray(found)) return `metadata.${field} must be a list`;
    if (MAPS.includes(field)) {
      const broken = isObject(found) ? Object.keys(found).find((key) => typeof found[key] !== 'string') : '';
      if (broken !== undefined)
        return `metadata.${field}${broken && `.${broken}`} must be ${broken ? 'a string' : 'a map of strings'}`;
    }
    metadata[field] = found;
  }
  for (const field of [...MAPS, 'finalizers', 'ownerReferences']) {
    if (Object.keys(metadata[field] ?? {}).length === 0) delete metadata[field];
  }
  return metadata;
}
