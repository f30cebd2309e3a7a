import { RE2JS } from 're2js';
import type { ModelOptions } from './options.ts';

export interface Expression {
  matches(text: string): boolean;
}

const MAX_KNOWN = 2000;
const known = new Map<string, Expression | undefined>();

/** A regular expression of RE2, which takes time in proportion to the text; undefined where it is none. */
export function findExpression(
  source: string,
  how: NonNullable<ModelOptions['regularExpressions']>,
): Expression | undefined {
  const key = `${how} ${source}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= MAX_KNOWN) known.clear();
  const made = compile(source, how);
  known.set(key, made);
  return made;
}

function compile(source: string, how: NonNullable<ModelOptions['regularExpressions']>): Expression | undefined {
  try {
    const pattern = RE2JS.compile(source);
    const test = {
      whole: (text: string) => pattern.matcher(text).matches(),
      start: (text: string) => pattern.matcher(text).lookingAt(),
      anywhere: (text: string) => pattern.matcher(text).find(),
    }[how];
    return { matches: test };
  } catch {
    return undefined;
  }
}
