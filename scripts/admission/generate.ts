import { isObject } from '../../apimachinery/json.ts';
import type { CustomResourceDefinition, JsonObject, JsonSchema } from '../../apimachinery/types.ts';
import { makeObjectJudge } from '../../apimachinery/validate/index.ts';
import type { Version } from '../../harness/scenario/define.ts';
import { type AdmissionCase, makeRefused, type PathPart } from '../../suites/policy/cases.ts';
import { exampleKinds } from '../../suites/policy/examples/index.ts';
import { edits } from './edits.ts';
import { listBreaches } from './values.ts';

const GROUP = 'gateway.networking.k8s.io';

/** A rule of a CRD: a limit of its schema, or one in CEL. */
interface Rule {
  /** Of the schema: `spec.rules[].name maxLength`, `spec.rules[] cel: …`. */
  id: string;
  /** Where the examples have the place, with each value that breaks the rule. */
  attempts: Pick<AdmissionCase, 'spec' | 'path' | 'value'>[];
  /** Part of the message that tells of it. */
  message: string;
}

export interface Generated {
  cases: AdmissionCase[];
  /** Rules that no example has a place for, or no edit breaks. */
  missing: string[];
}

const phrases: Readonly<Record<string, string>> = {
  ...{ enum: 'Unsupported value', pattern: 'should match', minLength: 'should be at least', maxLength: 'Too long' },
  ...{ minItems: 'should have at least', maxItems: 'Too many', maxProperties: 'Too many', required: 'Required value' },
  ...{ minimum: 'should be greater than or equal to', maximum: 'should be less than or equal to' },
  ...{ duplicates: 'Duplicate value' },
};

/** For each rule of a kind's served versions an object that is refused by it. */
export function generateCases(crds: readonly CustomResourceDefinition[], release: Version): Generated {
  const judge = makeObjectJudge(crds);
  const cases: AdmissionCase[] = [];
  const missing: string[] = [];
  for (const { kind, versions, specs: all, since, isOfCluster } of exampleKinds) {
    const specs = all.filter((_, index) => (since?.[index] ?? release) <= release);
    for (const version of versions) {
      const schema = judge.schemaOf(`${GROUP}/${version}`, kind);
      const spec = schema?.properties?.spec;
      if (!spec) {
        missing.push(`${kind} ${version} is not served`);
        continue;
      }
      for (const rule of listRules(spec, specs)) {
        const found = choose(rule, (attempt) => {
          const object = makeRefused({ kind, version, isOfCluster, specs }, attempt);
          return judge.judge(object).findings.map(({ field, message }) => ({ field, message }));
        });
        if (!found) missing.push(`${kind} ${version} ${rule.id}`);
        else add(cases, { kind, versions: [version], releases: [release], rule: rule.id, ...found });
      }
    }
  }
  return { cases, missing };
}

/** The attempt that breaks the rule and the fewest others; else one that another rule refuses before this one is asked. */
function choose(
  { attempts, message }: Rule,
  ask: (attempt: Rule['attempts'][number]) => { field: string; message: string }[],
): Omit<AdmissionCase, 'kind' | 'versions' | 'releases' | 'rule'> | undefined {
  let best:
    | { attempt: Rule['attempts'][number]; field: string; message: string; others: number; isOther: boolean }
    | undefined;
  for (const attempt of attempts) {
    const findings = ask(attempt).filter(({ field }) => field !== '<nil>');
    const own = findings.find((each) => each.message.includes(message));
    const told = own ?? findings[0];
    if (!told) continue;
    const next = {
      attempt,
      field: told.field,
      message: own ? message : told.message,
      others: findings.length,
      isOther: !own,
    };
    const rank = ({ isOther, others }: { isOther: boolean; others: number }) => (isOther ? 1000 : 0) + others;
    if (!best || rank(next) < rank(best)) best = next;
  }
  if (!best) return undefined;
  const { attempt, field, message: said, isOther } = best;
  return { ...attempt, field, message: said, ...(isOther ? { shadowed: true as const } : {}) };
}

/** Two versions that have the same rule have one case. */
function add(cases: AdmissionCase[], next: AdmissionCase): void {
  const same = cases.find(
    (one) =>
      one.kind === next.kind && one.rule === next.rule && one.message === next.message && one.field === next.field,
  );
  if (same) same.versions = [...same.versions, ...next.versions];
  else cases.push(next);
}

function listRules(schema: JsonSchema, specs: readonly object[]): Rule[] {
  const rules = new Map<string, Rule>();
  const note = (id: string, message: string, attempts: Rule['attempts']) => {
    const known = rules.get(id) ?? { id, message, attempts: [] };
    known.attempts.push(...attempts);
    rules.set(id, known);
  };
  walkSchema(schema, 'spec', note);
  specs.forEach((spec, index) => {
    walkValue(schema, spec, [], 'spec', (id, message, path, value) =>
      note(id, message, [{ spec: index, path, value }]),
    );
  });
  return [...rules.values()];
}

/** Every rule, so that one whose place no example has is known to be missing. */
function walkSchema(schema: JsonSchema, place: string, note: (id: string, message: string, none: []) => void): void {
  for (const [id, message] of namesOf(schema, place)) note(id, message, []);
  for (const [name, child] of Object.entries(schema.properties ?? {})) walkSchema(child, `${place}.${name}`, note);
  if (schema.items) walkSchema(schema.items, `${place}[]`, note);
  if (isObject(schema.additionalProperties)) walkSchema(schema.additionalProperties as JsonSchema, `${place}{}`, note);
}

function namesOf(schema: JsonSchema, place: string): [id: string, message: string][] {
  return [
    ...listBreaches(schema).map(([keyword]): [string, string] => [`${place} ${keyword}`, phrases[keyword] ?? keyword]),
    ...(schema.required ?? []).map((name): [string, string] => [`${place}.${name} required`, phrases.required ?? '']),
    ...(isUnique(schema) ? [[`${place} duplicates`, phrases.duplicates ?? ''] as [string, string]] : []),
    ...listCel(schema).map(({ message, rule }): [string, string] => [
      `${place} cel: ${message ?? rule}`,
      message ?? rule,
    ]),
  ];
}

function isUnique(schema: JsonSchema): boolean {
  return ['map', 'set'].includes(String(schema['x-kubernetes-list-type']));
}

/** Rules about changes are for objects that are there already. */
function listCel(schema: JsonSchema): { rule: string; message?: string }[] {
  const rules = (schema['x-kubernetes-validations'] ?? []) as { rule: string; message?: string }[];
  return rules.filter(({ rule }) => !rule.includes('oldSelf'));
}

type Note = (id: string, message: string, path: PathPart[], value: unknown) => void;

function walkValue(schema: JsonSchema, value: unknown, path: PathPart[], place: string, note: Note): void {
  for (const [keyword, make] of listBreaches(schema))
    note(`${place} ${keyword}`, phrases[keyword] ?? '', path, make(value));
  for (const name of schema.required ?? []) {
    if (isObject(value) && name in value) note(`${place}.${name} required`, '', [...path, name], undefined);
  }
  if (isUnique(schema) && Array.isArray(value) && value.length > 0)
    note(`${place} duplicates`, '', path, [...value, value[0]]);
  for (const { rule, message = rule } of listCel(schema)) {
    const edit = edits[message] as ((self: unknown) => unknown) | undefined;
    const broken = edit?.(value);
    if (broken !== undefined) note(`${place} cel: ${message}`, message, path, broken);
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      if (schema.items) walkValue(schema.items, item, [...path, index], `${place}[]`, note);
    });
    return;
  }
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(value as JsonObject)) {
    const own = schema.properties?.[name];
    if (own) walkValue(own, child, [...path, name], `${place}.${name}`, note);
    else if (isObject(schema.additionalProperties)) {
      walkValue(schema.additionalProperties as JsonSchema, child, [...path, name], `${place}{}`, note);
    }
  }
}
