import { badRequest } from '../errors/status.ts';
import { checkLabelValue, checkQualifiedName } from '../schema/names.ts';
import type { KubeObject } from '../types.ts';

export type Matcher = (object: KubeObject) => boolean;
type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

const SET = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^=!<>\s]+)\s*(==|=|!=|>|<)\s*(\S*)$/;

/** Reads `a=b,c!=d,e in (f,g),h,!i`. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export function parseLabelSelector(text: string): Matcher | undefined {
  if (text.trim() === '') return undefined;
  const requirements = splitOutsideParentheses(text).map((part) => parseRequirement(part.trim(), text));
  return ({ metadata }) => requirements.every((matches) => matches(metadata.labels ?? {}));
}

function parseRequirement(part: string, whole: string): Requirement {
  const set = SET.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    checkTerm(key, values, whole);
    if (operator === 'in') return (labels) => values.includes(labels[key] ?? '') && Object.hasOwn(labels, key);
    return (labels) => !Object.hasOwn(labels, key) || !values.includes(labels[key] ?? '');
  }
  const equality = EQUALITY.exec(part);
  if (equality) {
    const [, key = '', operator, value = ''] = equality;
    checkTerm(key, [value], whole);
    if (operator === '!=') return (labels) => labels[key] !== value;
    if (operator === '>') return (labels) => Number(labels[key]) > Number(value);
    if (operator === '<') return (labels) => Number(labels[key]) < Number(value);
    return (labels) => labels[key] === value;
  }
  const absent = part.startsWith('!');
  const key = absent ? part.slice(1).trim() : part;
  checkTerm(key, [], whole);
  return (labels) => Object.hasOwn(labels, key) !== absent;
}

function checkTerm(key: string, values: readonly string[], whole: string): void {
  const broken = checkQualifiedName(key) ?? values.map(checkLabelValue).find(Boolean);
  if (broken) throw badRequest(`unable to parse requirement: ${JSON.stringify(whole)}: ${broken}`);
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}
