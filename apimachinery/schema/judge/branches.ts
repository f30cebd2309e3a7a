import { isObject } from '../../json.ts';
import type { JsonSchema } from '../../types.ts';
import { breaksBranches } from './fault.ts';
import { type Judge, type Subject, Verdict } from './verdict.ts';

/** What allOf, anyOf, oneOf and not say. A branch that fails tells why only where it is the one that came closest. */
export function judgeBranches(subject: Subject, judge: Judge): Verdict {
  const { schema } = subject;
  const verdict = new Verdict();
  const judgeBranch = (branch: JsonSchema) => judge({ ...subject, schema: branch });
  if (hasBranches(schema.anyOf)) judgeAny(schema.anyOf, subject, verdict, judgeBranch);
  if (hasBranches(schema.oneOf)) judgeOne(schema.oneOf, subject, verdict, judgeBranch);
  if (hasBranches(schema.allOf)) judgeAll(schema.allOf, subject, verdict, judgeBranch);
  if (isObject(schema.not) && judgeBranch(schema.not).faults.length === 0) {
    verdict.add(breaksBranches(subject.path, 'not validate the schema (not)'));
  }
  verdict.matches++;
  return verdict;
}

function hasBranches(branches: unknown): branches is JsonSchema[] {
  return Array.isArray(branches) && branches.length > 0;
}

type JudgeBranch = (branch: JsonSchema) => Verdict;

function judgeAny(branches: readonly JsonSchema[], { path }: Subject, verdict: Verdict, judge: JudgeBranch): void {
  let closest: Verdict | undefined;
  for (const branch of branches) {
    const one = judge(branch);
    if (one.faults.length === 0) {
      verdict.merge(one);
      return;
    }
    if (!closest || one.matches > closest.matches) closest = one;
  }
  verdict.add(breaksBranches(path, 'validate at least one schema (anyOf)'));
  if (closest) verdict.merge(closest);
}

function judgeOne(branches: readonly JsonSchema[], { path }: Subject, verdict: Verdict, judge: JudgeBranch): void {
  const good: Verdict[] = [];
  let closest: Verdict | undefined;
  for (const branch of branches) {
    const one = judge(branch);
    if (one.faults.length === 0) good.push(one);
    else if (!closest || one.matches > closest.matches) closest = one;
  }
  const [first] = good;
  if (good.length === 1 && first) {
    verdict.merge(first);
    return;
  }
  const found = good.length === 0 ? 'Found none valid' : `Found ${good.length} valid alternatives`;
  verdict.add(breaksBranches(path, `validate one and only one schema (oneOf). ${found}`));
  if (good.length === 0 && closest) verdict.merge(closest);
}

function judgeAll(branches: readonly JsonSchema[], { path }: Subject, verdict: Verdict, judge: JudgeBranch): void {
  const all = branches.map(judge);
  for (const one of all) verdict.merge(one);
  const good = all.filter(({ faults }) => faults.length === 0).length;
  if (good === all.length) return;
  verdict.add(breaksBranches(path, `validate all the schemas (allOf)${good === 0 ? '. None validated' : ''}`));
}
