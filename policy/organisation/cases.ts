import type { JsonObject } from '../../apimachinery/types.ts';
import type { Problem, Rule } from '../rules/types.ts';
import { nameOf } from '../rules/world/identify.ts';
import { World } from '../rules/world/world.ts';
import type { PolicyCase } from './types.ts';

/** What came of a case. */
export interface CaseOutcome {
  rule: string;
  name: string;
  /** One sentence for each object that was judged otherwise than the case says; empty where it holds. */
  faults: readonly string[];
}

/**
 * Tries a file's cases: each object is judged by itself among those that are given, in a closed world. What no case of a
 * rule accepts, or refuses, is a fault of the rule: nobody has seen it do that.
 */
export function tryCases(rules: readonly Rule[], cases: readonly PolicyCase[], complete: Complete): CaseOutcome[] {
  const tried = cases.map((one): CaseOutcome => {
    const rule = rules.find(({ id }) => id === one.rule);
    const { name } = one;
    if (!rule) return { rule: one.rule, name, faults: [`there is no rule ${one.rule} in the file`] };
    return {
      rule: rule.id,
      name,
      faults: [...findFalseAlarms(rule, one, complete), ...findMisses(rule, one, complete)],
    };
  });
  const untried = rules.flatMap(({ id }): CaseOutcome[] => {
    const own = cases.filter(({ rule }) => rule === id);
    const lacks = (['accepted', 'refused'] as const).filter((side) => !own.some((one) => one[side].length > 0));
    if (lacks.length === 0) return [];
    return [{ rule: id, name: 'has cases', faults: lacks.map((side) => `no case has an object that is ${side}`) }];
  });
  return [...tried, ...untried];
}

type Complete = (object: JsonObject) => JsonObject;

function findFalseAlarms(rule: Rule, { accepted, given }: PolicyCase, complete: Complete): string[] {
  return accepted.flatMap((object) => {
    const { name, problems } = judge(rule, object, given, complete);
    return problems.map(({ message }) => `${name} must be accepted, and is refused: ${message}`);
  });
}

function findMisses(rule: Rule, { refused, given, message }: PolicyCase, complete: Complete): string[] {
  return refused.flatMap((object) => {
    const { name, problems } = judge(rule, object, given, complete);
    const broken = problems.find((problem) => problem.message.startsWith('the rule cannot be judged'));
    if (broken) return [`${name}: ${broken.message}`];
    if (problems.length === 0) return [`${name} must be refused, and is accepted`];
    if (message === undefined || problems.some((problem) => problem.message.includes(message))) return [];
    return [`${name} must be refused with '${message}', and is with: ${problems[0]?.message}`];
  });
}

function judge(
  rule: Rule,
  object: JsonObject,
  given: readonly JsonObject[],
  complete: Complete,
): { name: string; problems: readonly Problem[] } {
  const options = { namespace: 'default', namespaceIsSure: true, closed: true, now: new Date(0) };
  const world = new World([object], given, options);
  const [judged] = world.objects;
  return { name: judged ? nameOf(judged) : 'an object', problems: [...rule.check(world, complete)] };
}
