import { forbiddenField, invalidField, requiredField, tooLong } from '../errors/field.ts';
import { checkLabelValue, checkPathSegment, listQualifiedFaults, type NameRule } from '../schema/names.ts';
import type { FieldError, KubeObject, ObjectMeta, OwnerReference } from '../types.ts';
import { FOREGROUND, ORPHAN } from './finalizers.ts';

/** What a kind says of the metadata of its objects. */
export interface NamedKind {
  readonly group: string;
  readonly custom: boolean;
  readonly rules: { readonly validateName: NameRule };
}

/** Of an object that there is. */
export const IMMUTABLE: readonly string[] = ['uid', 'creationTimestamp'];
const MAX_ANNOTATIONS_BYTES = 256 * 1024;
const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', ORPHAN, FOREGROUND];
/** Groups of built-in kinds whose finalizers may have any qualified name, as those of custom kinds. */
const FREE_FINALIZERS = ['apiextensions.k8s.io', 'apiregistration.k8s.io', 'admissionregistration.k8s.io'];

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
export function validateMetadata(
  { metadata }: KubeObject,
  old: KubeObject | undefined,
  resource: NamedKind,
): FieldError[] {
  const { finalizers = [] } = metadata;
  const own = resource.custom || FREE_FINALIZERS.includes(resource.group) ? [] : validateStandard(finalizers);
  if (!old) return [...validateWhole(metadata, resource.rules.validateName), ...own];
  const changes = validateChange(metadata, old.metadata);
  // A real server asks twice: once as of any kind, once as of this one.
  return [...validateWhole(metadata, checkPathSegment), ...changes, ...changes, ...own];
}

/** Texts of Warning headers about the finalizers that a write adds to a custom object. */
export function warnOfFinalizers({ metadata }: KubeObject, old: KubeObject | undefined): string[] {
  const known = old?.metadata.finalizers ?? [];
  const added = [...new Set(metadata.finalizers ?? [])].filter((name) => !known.includes(name)).sort();
  return added.flatMap((name) => {
    if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) return [];
    const how = name.includes('.') ? ' including a path (/)' : '';
    const why = 'to avoid accidental conflicts with other finalizer writers';
    return [`metadata.finalizers: ${JSON.stringify(name)}: prefer a domain-qualified finalizer name${how} ${why}`];
  });
}

function validateWhole(metadata: ObjectMeta, checkName: NameRule): FieldError[] {
  const { name, generateName = '', finalizers = [] } = metadata;
  // What follows it may make a good end of a bad one.
  const wrongPrefix = generateName && checkName(generateName.replace(/.-$/, 'a'));
  const wrongName = name && checkName(name);
  const faults = finalizers.flatMap((finalizer) =>
    listQualifiedFaults(String(finalizer)).map((wrong) => invalidField('metadata.finalizers', finalizer, wrong)),
  );
  const isBoth = finalizers.includes(ORPHAN) && finalizers.includes(FOREGROUND);
  const both = `finalizer ${ORPHAN} and ${FOREGROUND} cannot be both set`;
  return [
    ...(wrongPrefix ? [invalidField('metadata.generateName', generateName, wrongPrefix)] : []),
    ...(name === '' ? [requiredField('metadata.name', 'name or generateName is required')] : []),
    ...(wrongName ? [invalidField('metadata.name', name, wrongName)] : []),
    ...validateMaps(metadata),
    ...faults,
    ...(isBoth ? [invalidField('metadata.finalizers', finalizers, both)] : []),
  ];
}

function validateChange(next: ObjectMeta, old: ObjectMeta): FieldError[] {
  const changed = IMMUTABLE.filter((field) => next[field] !== old[field]).map((field) =>
    invalidField(`metadata.${field}`, next[field], 'field is immutable'),
  );
  return [...validateAdded(next, old), ...changed, ...validateMaps(next)];
}

function validateAdded(next: ObjectMeta, old: ObjectMeta): FieldError[] {
  const known = old.finalizers ?? [];
  const added = (next.finalizers ?? []).filter((finalizer) => !known.includes(finalizer));
  if (!old.deletionTimestamp || added.length === 0) return [];
  const names = [...new Set(added)].sort().map((name) => JSON.stringify(name));
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${names.join(', ')}}`;
  return [forbiddenField('metadata.finalizers', detail)];
}

function validateMaps({ labels = {}, annotations = {}, ownerReferences = [] }: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
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
  const bytes = Object.entries(annotations)
    .flat()
    .map((text) => Buffer.byteLength(text));
  const total = bytes.reduce((sum, length) => sum + length, 0);
  if (total > MAX_ANNOTATIONS_BYTES) errors.push(tooLong('metadata.annotations', MAX_ANNOTATIONS_BYTES));
  return [...errors, ...validateOwners(ownerReferences)];
}

function validateOwners(owners: readonly OwnerReference[]): FieldError[] {
  const field = 'metadata.ownerReferences';
  let controller = '';
  return owners.flatMap((owner) => {
    const { apiVersion, kind, name, uid } = owner;
    const errors = Object.entries({ kind, name, uid }).flatMap(([part, value]) =>
      value ? [] : [invalidField(`${field}.${part}`, '', 'must not be empty')],
    );
    if (!apiVersion) errors.unshift(invalidField(`${field}.apiVersion`, '', 'version must not be empty'));
    if (apiVersion === 'v1' && kind === 'Event') {
      errors.push(invalidField(field, inOrder(owner), '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (!owner.controller) return errors;
    const place = `${kind}/${name}`;
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${place}`;
    if (controller) errors.push(invalidField(field, owners.map(inOrder), detail));
    else controller = place;
    return errors;
  });
}

/** As a message prints it. */
function inOrder({ apiVersion, kind, name, uid, ...rest }: OwnerReference): object {
  const { controller, blockOwnerDeletion } = rest;
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}

function validateStandard(finalizers: readonly string[]): FieldError[] {
  return finalizers.flatMap((name, index) => {
    if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) return [];
    const detail = 'name is neither a standard finalizer name nor is it fully qualified';
    return [invalidField(`metadata.finalizers[${index}]`, name, detail)];
  });
}
