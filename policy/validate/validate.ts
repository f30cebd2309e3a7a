import { isObject } from '../../apimachinery/json.ts';
import { type Manifest, readManifests } from '../../apimachinery/manifests/index.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import type { ReleaseJudge } from '../../apimachinery/validate/index.ts';
import { findUnfit, fitRules } from '../fit/fit.ts';
import type { Claims } from '../fit/published.ts';
import { meaningRules } from '../rules/index.ts';
import type { Problem, Rule, RuleFacts, Stage } from '../rules/types.ts';
import { nameOf } from '../rules/world/identify.ts';
import type { WorldObject } from '../rules/world/types.ts';
import { World } from '../rules/world/world.ts';
import { type FileRuleId, fileRules } from './file-rules.ts';
import { judgeObject } from './judge-object.ts';
import { countOutside } from './outside.ts';
import { allRules } from './rules.ts';
import { suppress } from './suppress.ts';
import type { Finding, Source, ValidateOptions, Validation } from './types.ts';

const everything: ReadonlySet<Exclude<Stage, 'files'>> = new Set(['schema', 'cel', 'meaning', 'policy']);

/**
 * Judges manifests: what keeps them from being read, what an API server with the CRDs of a release would refuse, and what
 * they mean together. Pure but for the clock where `now` is not given; throws nothing for whatever the text is.
 */
export function validate(sources: readonly Source[], options: ValidateOptions = {}): Validation {
  const only = options.only ?? everything;
  const read = sources.map(({ name, text }) => ({ name, ...readManifests(text, name) }));
  const manifests = read.flatMap((each) => each.manifests);
  const judged = judgeAll(manifests, options, only);
  const world = new World(
    manifests.map(({ value }) => value),
    options.around ?? [],
    {
      namespace: options.namespace ?? 'default',
      namespaceIsSure: options.namespace !== undefined,
      closed: options.closed ?? false,
      openKinds: options.openKinds,
      now: options.now ?? new Date(),
    },
  );
  const findings = [
    ...read.flatMap(({ name, faults }) =>
      faults.map(({ code, message, line, column }) => ({ ...own(code, message), source: name, line, column })),
    ),
    ...sources.flatMap(({ name, fault }) =>
      fault === undefined ? [] : [{ ...own('syntax', fault), source: name, line: 1, column: 1 }],
    ),
    ...judged.findings,
    ...findDuplicates(world, manifests),
    ...(only.has('meaning') ? judgeMeaning(world, manifests, asksCel(options, only)) : []),
    ...(only.has('policy') ? judgePolicy(world, manifests, options) : []),
    ...(options.fitFor ? judgeFit(world, manifests, options.fitFor) : []),
  ];
  const done = suppress(findings, sources, options.suppressions ?? [], listKnown(options), listAsked(options, only));
  const order = new Map(sources.map(({ name }, index) => [name, index]));
  const sort = <T extends Finding>(list: readonly T[]) => list.toSorted((a, b) => compareFindings(a, b, order));
  return {
    ...(options.judge && (only.has('schema') || only.has('cel')) ? { release: releaseOf(options.judge) } : {}),
    sources: sources.map(({ name }) => name),
    objects: { judged: judged.known, others: manifests.length - judged.known },
    findings: sort(done.findings),
    suppressed: sort(done.suppressed),
    outside: only.has('meaning') ? countOutside(world) : 0,
  };
}

const knownRules: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));

function listKnown({ rules = [] }: ValidateOptions): ReadonlySet<string> {
  return rules.length === 0 ? knownRules : new Set([...knownRules, ...rules.map(({ id }) => id)]);
}

/** Ids of the rules that this validation asks. */
function listAsked(options: ValidateOptions, only: ReadonlySet<string>): ReadonlySet<string> {
  const ofFiles = Object.keys(fileRules).filter((id) => {
    if (id === 'cel') return asksCel(options, only);
    return !asked.has(id as FileRuleId) || (options.judge !== undefined && only.has('schema'));
  });
  const ofMeaning = meaningRules.filter(({ isInCel }) => only.has('meaning') && !(isInCel && asksCel(options, only)));
  const ofFit = options.fitFor ? Object.values(fitRules) : [];
  const own = only.has('policy') ? (options.rules ?? []) : [];
  return new Set([...ofFiles, ...[...ofMeaning, ...ofFit, ...own].map(({ id }) => id)]);
}

function releaseOf({ version, channel, source, hasRules }: NonNullable<ValidateOptions['judge']>) {
  return { version, channel, source, hasRules };
}

function asksCel({ judge }: ValidateOptions, only: ReadonlySet<string>): boolean {
  return judge?.hasRules === true && only.has('cel');
}

function own(rule: FileRuleId, message: string): Pick<Finding, 'rule' | 'level' | 'stage' | 'message' | 'related'> {
  const stage = rule === 'cel' ? 'cel' : asked.has(rule) ? 'schema' : 'files';
  return { rule, level: fileRules[rule].level, stage, message, related: [] };
}

const asked: ReadonlySet<FileRuleId> = new Set(['unknown-kind', 'unknown-field', 'schema', 'deprecated-version']);

function judgeAll(
  manifests: readonly Manifest[],
  { judge }: ValidateOptions,
  only: ReadonlySet<string>,
): { findings: Finding[]; known: number } {
  let known = 0;
  const findings = manifests.flatMap((manifest): Finding[] => {
    if (!judge) {
      known += isOfGatewayApi(manifest) ? 1 : 0;
      return [];
    }
    const ask = { schema: only.has('schema'), cel: only.has('cel') };
    const { isKnown, opinions } = judgeObject(manifest, judge, ask);
    // Manifests of other kinds are not ours to judge.
    if (!isKnown) return [];
    known += 1;
    const object = describe(manifest);
    const repeated = manifest.repeated.map(({ path, line, column }) => ({
      ...own('repeated-key', `${path} is written more than once; the last one counts`),
      ...{ source: manifest.source, line, column, object, field: path },
    }));
    return [
      ...repeated,
      ...opinions.map(({ rule, field, message }) => ({
        ...own(rule, message),
        ...{ source: manifest.source, ...manifest.locate(field), object, ...(field === '' ? {} : { field }) },
      })),
    ];
  });
  return { findings, known };
}

function isOfGatewayApi({ value }: Manifest): boolean {
  return String(value.apiVersion).startsWith('gateway.networking.k8s.io/');
}

function describe({ value }: Manifest): string {
  const meta = isObject(value.metadata) ? value.metadata : {};
  const [kind, namespace, name] = [value.kind, meta.namespace, meta.name ?? meta.generateName].map((part) =>
    typeof part === 'string' ? part : '',
  );
  return nameOf({ kind: kind ?? '', namespace: namespace ?? '', name: name ?? '' });
}

function findDuplicates(world: World, manifests: readonly Manifest[]): Finding[] {
  const first = new Map<string, WorldObject>();
  return world.objects.flatMap((object): Finding[] => {
    const manifest = manifestOf(object, manifests);
    if (!manifest || object.name === '') return [];
    const key = `${object.group} ${nameOf(object)}`;
    const before = first.get(key);
    if (!before) {
      first.set(key, object);
      return [];
    }
    const earlier = manifestOf(before, manifests);
    const related = earlier ? [{ message: 'the one before', source: earlier.source, ...earlier.start }] : [];
    const { source, start } = manifest;
    const message = `${nameOf(object)} stands in the files more than once; applied together, the last one counts`;
    return [{ ...own('duplicate-object', message), source, ...start, object: nameOf(object), related }];
  });
}

function manifestOf({ index }: WorldObject, manifests: readonly Manifest[]): Manifest | undefined {
  return index === undefined ? undefined : manifests[index];
}

function judgeMeaning(world: World, manifests: readonly Manifest[], asksCel: boolean): Finding[] {
  return meaningRules.flatMap((rule: Rule) => {
    if (rule.isInCel && asksCel) return [];
    return [...rule.check(world)].flatMap((problem) => place(rule, problem, manifests) ?? []);
  });
}

function judgePolicy(world: World, manifests: readonly Manifest[], { rules = [], judge }: ValidateOptions): Finding[] {
  const complete = judge && completeOnce(judge);
  return rules.flatMap((rule) =>
    [...rule.check(world, complete)].flatMap((problem) => place(rule, problem, manifests) ?? []),
  );
}

/** Several rules ask for the same object. */
function completeOnce(judge: ReleaseJudge): ReleaseJudge['complete'] {
  const known = new WeakMap<JsonObject, JsonObject>();
  return (object) => {
    const found = known.get(object) ?? judge.complete(object);
    known.set(object, found);
    return found;
  };
}

function judgeFit(world: World, manifests: readonly Manifest[], claims: Claims): Finding[] {
  return findUnfit(world, claims).flatMap(({ rule, ...problem }) => place(rule, problem, manifests) ?? []);
}

/** Undefined for what is found in an object that only stands around. */
function place(
  rule: RuleFacts & Pick<Rule, 'stage'>,
  problem: Problem,
  manifests: readonly Manifest[],
): Finding | undefined {
  const manifest = manifestOf(problem.object, manifests);
  if (!manifest) return undefined;
  const { path, message, related = [] } = problem;
  return {
    rule: rule.id,
    level: problem.level ?? rule.level,
    stage: rule.stage ?? 'meaning',
    message,
    source: manifest.source,
    ...manifest.locate(path),
    object: nameOf(problem.object),
    ...(path === '' ? {} : { field: path }),
    related: related.map((each) => {
      const other = manifestOf(each.object, manifests);
      const told = `${each.message} of ${nameOf(each.object)}`;
      return other ? { message: told, source: other.source, ...other.locate(each.path) } : { message: told };
    }),
  };
}

function compareFindings(a: Finding, b: Finding, order: ReadonlyMap<string, number>): number {
  return (
    (order.get(a.source) ?? order.size) - (order.get(b.source) ?? order.size) ||
    a.line - b.line ||
    a.column - b.column ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
