import { duplicateField, forbiddenField, invalidField, requiredField } from '../../errors/field.ts';
import { isObject } from '../../json.ts';
import { Correlation } from '../../schema/correlation.ts';
import type { FieldError, JsonObject, JsonSchema } from '../../types.ts';
import { wrapValue } from '../schema/wrap.ts';
import { Optional } from '../values/optional.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { normalizeFieldPath } from './fieldpath.ts';
import type { CompiledRule, ValidationRule } from './rule.ts';
import type { RuleNode } from './tree.ts';

const MAX_MESSAGE_BYTES = 5 * 1024;

/** Where in an object the evaluation is. */
interface Place {
  readonly path: string;
  readonly value: unknown;
  readonly old: unknown;
  /** Of this place; else of the nearest place above that has one. */
  readonly own: Correlation | undefined;
  readonly above: Correlation | undefined;
}

/** What rules say of an object. Errors of unchanged places are told as warnings only. */
export interface Verdict {
  errors: FieldError[];
  warnings: string[];
}

/** Evaluates all rules of a schema. @param old the object that this one replaces, undefined where it is new */
export function evaluateRules(root: RuleNode, object: JsonObject, old: JsonObject | undefined): Verdict {
  const verdict: Verdict = { errors: [], warnings: [] };
  const own = old && new Correlation(object, old, root.schema);
  visit(root, { path: '', value: object, old, own, above: undefined }, verdict);
  return verdict;
}

function visit(node: RuleNode, place: Place, verdict: Verdict): void {
  const { value } = place;
  if (value === null || value === undefined) return;
  applyRules(node, place, verdict);
  if (Array.isArray(value)) visitItems(node, value, place, verdict);
  else if (isObject(value)) visitFields(node, value, place, verdict);
}

function visitItems(node: RuleNode, list: readonly unknown[], place: Place, verdict: Verdict): void {
  const { items } = node;
  if (!items) return;
  // A new object has nothing that its items could have come from.
  const lists = place.old === undefined ? undefined : new Correlation(list, place.old, node.schema);
  list.forEach((value, index) => {
    const { own, above } = descend(place, place.own?.item(index));
    const path = `${place.path}[${index}]`;
    visit(items, { path, value, old: lists?.findOldItem(value), own, above }, verdict);
  });
}

function visitFields(node: RuleNode, fields: JsonObject, place: Place, verdict: Verdict): void {
  const old = isObject(place.old) ? place.old : undefined;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const property = node.properties.get(name);
    const child = property ?? node.others;
    if (!child) continue;
    const isIdentity = place.own !== undefined && place.above === undefined && ['apiVersion', 'kind'].includes(name);
    const { own, above } = isIdentity ? NOTHING : descend(place, place.own?.field(name));
    const path = property ? joinPath(place.path, name) : `${place.path}[${name}]`;
    const was = old && Object.hasOwn(old, name) ? old[name] : undefined;
    visit(child, { path, value, old: was, own, above }, verdict);
  }
}

const NOTHING: Pick<Place, 'own' | 'above'> = { own: undefined, above: undefined };

function descend(place: Place, child: Correlation | undefined): Pick<Place, 'own' | 'above'> {
  return place.own ? { own: child, above: place.own } : place;
}

function joinPath(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function applyRules(node: RuleNode, place: Place, verdict: Verdict): void {
  const rules = node.rules();
  if (rules.length === 0) return;
  const self = lazily(() => wrapValue(place.value, node.schema));
  const oldSelf = lazily(() => wrapValue(place.old, node.schema));
  const hasOld = place.old !== undefined && place.old !== null;
  for (const rule of rules) {
    const { optionalOldSelf = false } = rule.source;
    if (rule.usesOldSelf && !hasOld && !optionalOldSelf) continue;
    const variables = (): Readonly<Record<string, Value>> => {
      if (!rule.usesOldSelf) return { self: self() };
      if (!optionalOldSelf) return { self: self(), oldSelf: oldSelf() };
      return { self: self(), oldSelf: hasOld ? Optional.of(oldSelf()) : Optional.none };
    };
    const failure = runRule(rule, variables);
    if (!failure) continue;
    if (failure.isFault) {
      verdict.errors.push(invalidField(place.path || '<nil>', typeOf(node.schema), failure.text));
      continue;
    }
    const path = `${place.path}${normalizeFieldPath(rule.source.fieldPath, place.path === '')}` || '<nil>';
    const error = toError(rule.source, path, typeOf(node.schema), failure.text);
    const isRatcheted = !rule.usesOldSelf && (place.own ?? place.above)?.isUnchanged === true;
    if (isRatcheted) verdict.warnings.push(`${error.field}: ${error.message}`);
    else verdict.errors.push(error);
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** As messages name the value: by its type, since the value itself may be large. */
function typeOf(schema: JsonSchema): string {
  return schema.type ?? '';
}

interface Failure {
  text: string;
  /** The rule itself could not be evaluated. */
  isFault?: true;
}

function runRule(rule: CompiledRule, variables: () => Readonly<Record<string, Value>>): Failure | undefined {
  const { source, program } = rule;
  const named = (source.message?.trim() || source.rule.trim()) ?? '';
  if (!program)
    return rule.fault === undefined ? undefined : { text: `rule compile error: ${rule.fault}`, isFault: true };
  try {
    if (program.run(variables()) === true) return undefined;
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    const { message } = error;
    if (!message.startsWith('no such overload')) return { text: `${message} evaluating rule: ${named}`, isFault: true };
    const detail = 'call arguments did not match a supported operator, function or macro signature for rule';
    return { text: `'${message}': ${detail}: ${named}`, isFault: true };
  }
  return { text: describeFailure(rule, variables) ?? (source.message?.trim() || `failed rule: ${named}`) };
}

/** What the messageExpression gives, where it gives a good message. */
function describeFailure(
  { message }: CompiledRule,
  variables: () => Readonly<Record<string, Value>>,
): string | undefined {
  if (!message) return undefined;
  try {
    const text = message.run(variables());
    if (typeof text !== 'string') return undefined;
    const trimmed = text.trim();
    const isGood = trimmed !== '' && !trimmed.includes('\n') && Buffer.byteLength(trimmed) <= MAX_MESSAGE_BYTES;
    return isGood ? trimmed : undefined;
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

function toError({ reason }: ValidationRule, path: string, type: string, text: string): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbiddenField(path, text);
    case 'FieldValueRequired':
      return requiredField(path, text);
    case 'FieldValueDuplicate':
      return duplicateField(path, type);
    default:
      return invalidField(path, type, text);
  }
}
