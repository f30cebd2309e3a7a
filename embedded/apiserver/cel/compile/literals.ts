import { compilePattern } from '../../schema/pattern.ts';
import { Duration, Timestamp } from '../values/time.ts';
import { type Context, report } from './context.ts';
import type { ASTNode } from './parse.ts';

/** What a literal argument must be, so that a mistake is seen when the rule is written, not when it runs. */
const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  matches: (text) => compilePattern(text) !== undefined,
  duration: (text) => Duration.parse(text) !== undefined,
  timestamp: (text) => Timestamp.parse(text) !== undefined,
};

export function checkLiterals(context: Context, name: string, args: readonly ASTNode[]): void {
  const [first] = args;
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (!check || first?.op !== 'value' || typeof first.args !== 'string' || check(first.args)) return;
  report(context, first.start, `invalid ${name} argument`);
}
