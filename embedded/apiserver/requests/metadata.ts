import { forbiddenField, invalidField, requiredField } from '../errors/field.ts';
import { isObject } from '../json.ts';
import type { Resource } from '../resources/types.ts';
import { checkLabelValue, listQualifiedFaults } from '../schema/names.ts';
import type { FieldError, KubeObject, ObjectMeta } from '../types.ts';

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
/** Of an object that there is. */
export const IMMUTABLE: readonly string[] = ['uid', 'creationTimestamp'];
const MAX_ANNOTATIONS_BYTES = 256 * 1024;

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

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
export function validateMetadata(
  { metadata }: KubeObject,
  old: KubeObject | undefined,
  resource: Resource,
): FieldError[] {
  const errors: FieldError[] = [];
  const { name, labels = {}, annotations = {}, finalizers = [], ownerReferences = [] } = metadata;
  const prefix = old ? '' : (metadata.generateName ?? '');
  // What follows it may make a good end of a bad one.
  const wrongPrefix = prefix && resource.rules.validateName(prefix.replace(/.-$/, 'a'));
  if (wrongPrefix) errors.push(invalidField('metadata.generateName', prefix, wrongPrefix));
  if (name === '') errors.push(requiredField('metadata.name', 'name or generateName is required'));
  const wrongName = name === '' || old ? undefined : resource.rules.validateName(name);
  if (wrongName) errors.push(invalidField('metadata.name', name, wrongName));
  for (const [key, value] of Object.entries(labels)) {
    for (const wrong of listQualifiedFaults(key)) errors.push(invalidField('metadata.labels', key, wrong));
    const wrongValue = checkLabelValue(value);
    if (wrongValue) errors.push(invalidField('metadata.labels', value, wrongValue));
  }
  for (const key of Object.keys(annotations)) {
    for (const wrong of listQualifiedFaults(key.toLowerCase())) {
      errors.push(invalidField('metadata.annotations', key, wrong));
    }
  }
  if (JSON.stringify(annotations).length > MAX_ANNOTATIONS_BYTES) {
    const message = `Too long: may not be more than ${MAX_ANNOTATIONS_BYTES} bytes`;
    errors.push({ reason: 'FieldValueTooLong', field: 'metadata.annotations', message });
  }
  finalizers.forEach((finalizer, index) => {
    for (const wrong of listQualifiedFaults(String(finalizer))) {
      errors.push(invalidField(`metadata.finalizers[${index}]`, finalizer, wrong));
    }
  });
  ownerReferences.forEach((owner, index) => {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if (!owner?.[field]) errors.push(requiredField(`metadata.ownerReferences[${index}].${field}`));
    }
  });
  return [...errors, ...(old ? validateMetadataUpdate(metadata, old.metadata) : [])];
}

function validateMetadataUpdate(next: ObjectMeta, old: ObjectMeta): FieldError[] {
  const changed = IMMUTABLE.filter((field) => next[field] !== old[field]).map((field) =>
    invalidField(`metadata.${field}`, next[field], 'field is immutable'),
  );
  return [...changed, ...validateFinalizers(next, old)];
}

function validateFinalizers(next: ObjectMeta, old: ObjectMeta): FieldError[] {
  const known = old.finalizers ?? [];
  const added = (next.finalizers ?? []).filter((finalizer) => !known.includes(finalizer));
  if (!old.deletionTimestamp || added.length === 0) return [];
  const names = added.map((name) => JSON.stringify(name)).join(', ');
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`;
  return [forbiddenField('metadata.finalizers', detail)];
}
