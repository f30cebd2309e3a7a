import { GATEWAY_GROUP, kinds } from '../kinds/index.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type {
  AncestorExpectation,
  ConditionExpectations,
  OtherAncestors,
  ParentExpectation,
} from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { type ConditionRules, findDuplicates, matchConditions } from './conditions.ts';
import { asList, asObject, asText } from './read.ts';
import type { StatusMatchContext } from './types.ts';

interface ParentEntry {
  /** All fields of the parentRef with their defaults, as one text. */
  key: string;
  conditions: unknown;
}

interface WantedParent {
  key: string;
  conditions: ConditionExpectations;
}

/** Every parent of the Route's spec, and no other, must have an entry with these conditions. */
export function matchEveryParent(
  route: KubeObject,
  conditions: ConditionExpectations,
  rules: ConditionRules,
  context: StatusMatchContext,
): FieldMismatch[] {
  const wanted = asList(asObject(route.spec).parentRefs).map((ref) => ({ key: keyOf(ref, route), conditions }));
  if (wanted.length === 0) return [{ path: 'spec.parentRefs', expected: 'at least one', observed: 'none' }];
  return matchEntries(route, wanted, rules, context);
}

/** The Route's entries must be exactly these. */
export function matchParents(
  route: KubeObject,
  parents: readonly ParentExpectation[],
  rules: ConditionRules,
  context: StatusMatchContext,
): FieldMismatch[] {
  const wanted = parents.map((parent) => ({
    key: keyOf({ ...context.resolveParent(parent), sectionName: parent.sectionName, port: parent.port }, route),
    conditions: parent.conditions,
  }));
  return matchEntries(route, wanted, rules, context);
}

/** The policy's entries must be exactly these, or some of them where others are allowed: any, or those of sections. */
export function matchAncestors(
  policy: KubeObject,
  { ancestors, others }: { ancestors: readonly AncestorExpectation[]; others?: OtherAncestors },
  rules: ConditionRules,
  context: StatusMatchContext,
): FieldMismatch[] {
  const wanted = ancestors.map((ancestor) => ({
    key: keyOf({ ...context.resolveParent(ancestor), sectionName: ancestor.sectionName, port: ancestor.port }, policy),
    conditions: ancestor.conditions,
  }));
  if (others === undefined) return matchEntries(policy, wanted, rules, context, 'ancestors');
  const entries = readEntries(policy, context, 'ancestors');
  const strangers = others === 'sections' ? entries.filter((entry) => !wanted.some(({ key }) => isOf(entry, key))) : [];
  return [
    ...strangers.map(({ key }) => ({ path: `status.ancestors[${key}]`, expected: 'no entry', observed: 'an entry' })),
    ...matchAmongOthers(entries, wanted, rules, context),
  ];
}

/** An entry for the object of the key, or for one of its sections or ports. */
function isOf(entry: ParentEntry, key: string): boolean {
  return entry.key === key || entry.key.startsWith(`${key} `);
}

/** No entry at all, or entries that say Accepted False. */
export function matchNoneAccepted(
  route: KubeObject,
  rules: ConditionRules,
  context: StatusMatchContext,
): FieldMismatch[] {
  return readEntries(route, context).flatMap(({ key, conditions }) => {
    return matchConditions(`status.parents[${key}].conditions`, conditions, { Accepted: 'False' }, rules);
  });
}

function matchEntries(
  route: KubeObject,
  wanted: readonly WantedParent[],
  rules: ConditionRules,
  context: StatusMatchContext,
  list: 'parents' | 'ancestors' = 'parents',
): FieldMismatch[] {
  const entries = readEntries(route, context, list);
  const keys = entries.map(({ key }) => key);
  const mismatches: FieldMismatch[] = [];
  const report = (key: string, expected: string, observed: string) => {
    mismatches.push({ path: `status.${list}[${key}]`, expected, observed });
  };
  for (const key of findDuplicates(keys)) report(key, `one entry of ${context.controllerName}`, 'several entries');
  for (const key of new Set(keys)) {
    if (!wanted.some((parent) => parent.key === key)) report(key, 'no entry', 'an entry');
  }
  for (const { key, conditions } of wanted) {
    const entry = entries.find((candidate) => candidate.key === key);
    if (!entry) report(key, `an entry of ${context.controllerName}`, describeEntries(keys));
    else mismatches.push(...matchConditions(`status.${list}[${key}].conditions`, entry.conditions, conditions, rules));
  }
  return mismatches;
}

/** Of the entries for an ancestor, of whichever section, one must have the conditions. */
function matchAmongOthers(
  entries: readonly ParentEntry[],
  wanted: readonly WantedParent[],
  rules: ConditionRules,
  context: StatusMatchContext,
): FieldMismatch[] {
  return wanted.flatMap(({ key, conditions }) => {
    const path = `status.ancestors[${key}]`;
    const [first, ...more] = entries
      .filter((entry) => isOf(entry, key))
      .map((entry) => matchConditions(`${path}.conditions`, entry.conditions, conditions, rules));
    if (first) return [first, ...more].find((mismatches) => mismatches.length === 0) ?? first;
    const observed = describeEntries(entries.map((entry) => entry.key));
    return [{ path, expected: `an entry of ${context.controllerName}`, observed }];
  });
}

function describeEntries(keys: readonly string[]): string {
  return keys.length > 0 ? `entries for ${keys.join(', ')} only` : 'no entry of that controller';
}

/** Entries of the controller under test, where its name is known; those of others are none of its business. */
function readEntries(
  object: KubeObject,
  { controllerName }: StatusMatchContext,
  list: 'parents' | 'ancestors' = 'parents',
): ParentEntry[] {
  return asList(asObject(object.status)[list])
    .map(asObject)
    .filter((entry) => controllerName === '' || entry.controllerName === controllerName)
    .map((entry) => ({
      key: keyOf(list === 'parents' ? entry.parentRef : entry.ancestorRef, object),
      conditions: entry.conditions,
    }));
}

/** `Gateway namespace/name section "http" port 80`, with the defaults of the API reference for what is not written. */
function keyOf(reference: unknown, route: KubeObject): string {
  const ref = asObject(reference);
  // An empty group is the core group, for a Service; only a missing one is the default.
  const group = typeof ref.group === 'string' ? ref.group : GATEWAY_GROUP;
  const kind = asText(ref.kind, kinds.Gateway.kind);
  const namespace = asText(ref.namespace, route.metadata.namespace ?? '');
  const words = [`${kind} ${namespace}/${asText(ref.name)}`];
  if (group !== GATEWAY_GROUP) words.push(`group "${group}"`);
  if (asText(ref.sectionName) !== '') words.push(`section ${asText(ref.sectionName)}`);
  if (typeof ref.port === 'number') words.push(`port ${ref.port}`);
  return words.join(' ');
}
