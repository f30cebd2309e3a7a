import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject, ManagedFieldsEntry } from '../../../apimachinery/types.ts';
import { changedFields, withoutGone } from './fields.ts';
import { type FieldSet, formatFieldSet, isEmptySet, makeFieldSet, parseFieldSet, subtract, unite } from './fieldset.ts';
import type { Shape } from './shape.ts';

/** Who writes, how and when. */
export interface Manager {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time: string;
}

/** Fields that no manager owns. */
const UNOWNED = ['apiVersion', 'kind'];
const UNOWNED_METADATA = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
];

/** The object without the fields that nobody owns. */
export function stripUnowned(object: object): object {
  const fields = omit(object, UNOWNED);
  if (!('metadata' in fields)) return fields;
  const metadata = omit(fields.metadata as object, UNOWNED_METADATA);
  return Object.keys(metadata).length > 0 ? { ...fields, metadata } : omit(fields, ['metadata']);
}

function omit(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

export function isSameManager(entry: ManagedFieldsEntry, manager: Manager): boolean {
  const samePlace = entry.apiVersion === manager.apiVersion && entry.subresource === manager.subresource;
  return entry.manager === manager.name && entry.operation === manager.operation && samePlace;
}

/** How a kind merges, and what an object of it holds from the beginning. */
export interface MergeRules {
  shape: Shape;
  zero: JsonObject;
}

/** Nobody has been tracked before the first apply: what there is then has this owner. */
const BEFORE_FIRST_APPLY = 'before-first-apply';
const ANCIENT = 'ancient-changes';
const MOST_UPDATERS = 10;

/** The entries of a live object that others can be in conflict with. */
export function listEntries(live: KubeObject, { shape, zero }: MergeRules): ManagedFieldsEntry[] {
  const known = live.metadata.managedFields ?? [];
  if (known.length > 0) return known;
  const fields = changedFields(stripUnowned(zero), stripUnowned(live), shape);
  disownMetadata(fields);
  const { apiVersion } = live;
  const common = { manager: BEFORE_FIRST_APPLY, operation: 'Update', apiVersion, fieldsType: 'FieldsV1' } as const;
  return isEmptySet(fields) ? [] : [{ ...common, fieldsV1: formatFieldSet(fields) }];
}

/** What a write did, as far as ownership goes. */
export interface Change {
  old: KubeObject | undefined;
  /** What was asked for, defaulted, before the server kept what the path may not write. */
  given: KubeObject;
  applied?: Application;
}

/** What a server-side apply says of fields. */
export interface Application {
  /** Those that the configuration sets. */
  fields: FieldSet;
  /** Those that have another value now. */
  changed: FieldSet;
  /** Some have, or some are gone. */
  isChange: boolean;
}

/** What a path may not write and so nobody comes to own by it. */
export type Reset = readonly string[];

/**
 * The managedFields after a write: the writer owns what it changed beside what it owned (or, for an apply, all that it
 * applied), the others lose what it changed, and nobody owns what is gone. Who changes no field's value keeps the time
 * it wrote last.
 */
export function trackManager(
  { old, given, applied }: Change,
  rules: MergeRules,
  manager: Manager,
  reset: Reset,
): ManagedFieldsEntry[] {
  const { shape, zero } = rules;
  const before = stripUnowned(old ?? zero);
  const value = stripUnowned({ ...given, ...pick(old, reset) });
  const changed = withoutReset(applied?.changed ?? changedFields(before, value, shape), reset);
  disownMetadata(changed);
  const listed = chooseEntries(old, given);
  // An object whose owners were taken away is tracked again from the next apply on.
  if (old && !applied && listed.length === 0) return [];
  const known = old && applied && listed.length === 0 ? stamp(listEntries(old, rules), manager.time) : listed;
  const own = known.find((entry) => isSameManager(entry, manager));
  const others = known.flatMap((entry) => {
    if (entry === own) return [];
    const after = withoutGone(subtract(parseFieldSet(entry.fieldsV1), changed), before, value, shape);
    return isEmptySet(after) ? [] : [{ ...entry, fieldsV1: formatFieldSet(after) }];
  });
  const united = own ? unite(parseFieldSet(own.fieldsV1), changed) : changed;
  const after = applied ? withoutReset(applied.fields, reset) : withoutGone(united, before, value, shape);
  const isChange = applied ? applied.isChange : !isEmptySet(changed);
  // A real server forgets the time of a write that comes by way of a Scale.
  const time = manager.subresource === 'scale' ? undefined : isChange ? manager.time : own?.time;
  const entries = isEmptySet(after) ? others : [...others, makeEntry(manager, time, after)];
  return sortEntries(applied ? entries : capUpdaters(entries));
}

/** What the old object has there, undefined for what it has not. */
function pick(old: KubeObject | undefined, names: Reset): JsonObject {
  return Object.fromEntries(names.map((name) => [name, old?.[name]]));
}

function withoutReset(set: FieldSet, reset: Reset): FieldSet {
  const children = new Map([...set.children].filter(([element]) => !reset.includes(element.slice(2))));
  return { ...set, children };
}

function makeEntry(
  { name, operation, apiVersion, subresource }: Manager,
  time: string | undefined,
  fields: FieldSet,
): ManagedFieldsEntry {
  return {
    ...{ manager: name, operation, apiVersion },
    ...(time && { time }),
    ...{ fieldsType: 'FieldsV1', fieldsV1: formatFieldSet(fields) },
    ...(subresource && { subresource }),
  };
}

function stamp(entries: readonly ManagedFieldsEntry[], time: string): ManagedFieldsEntry[] {
  return entries.map((entry) => ({ ...entry, time }));
}

/** Nobody owns an object or its metadata as a whole. */
function disownMetadata(set: FieldSet): void {
  set.owned = false;
  const metadata = set.children.get('f:metadata');
  if (metadata) metadata.owned = false;
}

/** Applies before updates, old before new. */
function sortEntries(entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry[] {
  const rank = ({ operation, time = '', manager, apiVersion, subresource = '' }: ManagedFieldsEntry) =>
    [operation, time, manager, apiVersion, subresource].join('\u0000');
  return entries.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Puts the oldest writers together, so that an object written by ever new ones does not grow without end. */
function capUpdaters(entries: readonly ManagedFieldsEntry[]): ManagedFieldsEntry[] {
  const updaters = sortEntries(entries).filter(({ operation }) => operation === 'Update');
  const surplus = updaters.length - MOST_UPDATERS;
  if (surplus <= 0) return [...entries];
  const oldest = updaters.slice(0, surplus + 1);
  const versions = [...new Set(oldest.map(({ apiVersion }) => apiVersion))];
  const buckets = versions.map((apiVersion) => {
    const merged = oldest.filter((entry) => entry.apiVersion === apiVersion);
    const fields = merged.map(({ fieldsV1 }) => parseFieldSet(fieldsV1)).reduce(unite, makeFieldSet());
    return makeEntry({ name: ANCIENT, operation: 'Update', apiVersion, time: '' }, merged.at(-1)?.time, fields);
  });
  return [...entries.filter((entry) => !oldest.includes(entry)), ...buckets];
}

/** A writer may send other entries than it read, as kubectl does when it changes over to server-side apply. */
function chooseEntries(old: KubeObject | undefined, given: KubeObject): ManagedFieldsEntry[] {
  const sent = old && given.metadata.managedFields;
  if (!sent || sent.length === 0) return old?.metadata.managedFields ?? [];
  const isEntry = (entry: unknown) => isObject(entry) && typeof entry.manager === 'string' && isObject(entry.fieldsV1);
  return sent.filter(isEntry);
}
