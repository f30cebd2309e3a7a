import { isObject } from '../../json.ts';
import type { FieldError, JsonObject, JsonSchema } from '../../types.ts';
import type { Correlation } from '../correlation.ts';
import { judgeBranches } from './branches.ts';
import { breaksBound, hasTooMany, misses } from './fault.ts';
import { nameFormat } from './formats.ts';
import { judgeEnum, judgeFormat, judgeNumber, judgeText, judgeType, listTypes } from './scalars.ts';
import { type Subject, Verdict } from './verdict.ts';

/**
 * Judges a value by a structural schema, keyword after keyword in the order of a real server, whose messages depend on
 * it. Faults of what `old` has unchanged are not told
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-ratcheting).
 * @param place of the value in its object, which errors start with: '' or 'status'
 */
export function judgeSchema(schema: JsonSchema, value: unknown, correlation?: Correlation, place = ''): FieldError[] {
  return judge({ value, schema, path: '', correlation }).faults.map(({ path, toError }) => {
    const below = path?.replace(/^\./, '') ?? '';
    const field = below.startsWith('[') || !place ? `${place}${below}` : [place, below].filter(Boolean).join('.');
    return toError(field || '<nil>');
  });
}

function judge(subject: Subject): Verdict {
  const verdict = judgeAnew(subject);
  if (verdict.faults.length === 0 || !subject.correlation?.isUnchanged) return verdict;
  const ratcheted = new Verdict();
  ratcheted.matches = verdict.matches;
  return ratcheted;
}

function judgeAnew(subject: Subject): Verdict {
  const { value, schema, path } = subject;
  const verdict = new Verdict();
  const fault = judgeType(subject);
  if (fault) verdict.add(fault);
  else if (listTypes(schema).length > 0 || nameFormat(schema) !== undefined) verdict.matches++;
  if (value !== null) {
    verdict.matches++;
    verdict.merge(judgeBranches(subject, judge));
    judgeKeywords(subject, verdict);
  }
  const none = judgeEnum(subject);
  if (none) verdict.add(none);
  if (isObject(value)) {
    checkSize(Object.keys(value).length, subject, 'Properties', verdict);
    judgeFields(value, subject, verdict);
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(value, name)) verdict.add(misses(`${path}.${name}`));
    }
    verdict.matches++;
  }
  return verdict;
}

function judgeKeywords(subject: Subject, verdict: Verdict): void {
  const { value, schema, path, correlation } = subject;
  verdict.matches++;
  if (typeof value === 'string') {
    const fault = judgeText(value, subject);
    if (fault) verdict.add(fault);
    const format = judgeFormat(value, subject);
    if (format?.fault) verdict.add(format.fault);
    verdict.matches += format ? 2 : 1;
  } else if (typeof value === 'number') {
    verdict.add(...judgeNumber(value, subject));
    verdict.matches += 2;
  } else if (Array.isArray(value)) {
    const { items } = schema;
    if (items) {
      value.forEach((item: unknown, index) => {
        const below = { value: item, schema: items, path: `${path}[${index}]`, correlation: correlation?.item(index) };
        verdict.merge(judge(below));
      });
    }
    checkSize(value.length, subject, 'Items', verdict);
    verdict.matches += 2;
  }
}

function checkSize(size: number, { schema, path }: Subject, what: 'Items' | 'Properties', verdict: Verdict): void {
  const [least, most] = [schema[`min${what}`], schema[`max${what}`]];
  if (typeof least === 'number' && size < least) {
    verdict.add(breaksBound(path, size, `have at least ${least} ${what.toLowerCase()}`));
  }
  if (typeof most === 'number' && size > most) verdict.add(hasTooMany(path, size, most));
}

function judgeFields(fields: JsonObject, { schema, path, correlation }: Subject, verdict: Verdict): void {
  const { properties, additionalProperties } = schema;
  for (const [name, value] of Object.entries(fields)) {
    const property = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const child = property ?? (isObject(additionalProperties) ? (additionalProperties as JsonSchema) : undefined);
    if (!child) continue;
    const below = property && path === '' ? name : `${path}.${name}`;
    const isIdentity = path === '' && (name === 'apiVersion' || name === 'kind');
    const old = isIdentity ? undefined : correlation?.field(name);
    verdict.merge(judge({ value, schema: child, path: below, correlation: old }));
  }
}
