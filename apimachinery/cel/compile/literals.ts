import { compilePattern } from '../../schema/pattern.ts';
import type { Node } from '../parse/node.ts';
import { CelError } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Context } from './context.ts';
import type { Compiled } from './scope.ts';

/** What a literal argument must be, so that a mistake is seen when the rule is written, not when it runs. */
const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  matches: (text) => compilePattern(text) !== undefined,
  duration: (text) => Duration.parse(text) !== undefined,
  timestamp: (text) => Timestamp.parse(text) !== undefined,
};

const CONVERSIONS = ['int', 'uint', 'double', 'bool', 'bytes', 'string', 'duration', 'timestamp'];

/** A conversion of a literal happens before the first evaluation, and so fails before it. */
export function checkConversion(context: Context, name: string, args: readonly Node[], call: Compiled): void {
  if (!CONVERSIONS.includes(name) || args.length !== 1 || args[0]?.op !== 'literal' || context.issues.length > 0)
    return;
  try {
    call.run([]);
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    context.instantiation ??= error.message;
  }
}

export function checkLiterals(context: Context, name: string, args: readonly Node[]): void {
  const [first] = args;
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (!check || first?.op !== 'literal' || typeof first.value !== 'string' || check(first.value)) return;
  const issue = { message: `invalid ${name} argument`, offset: first.at };
  context.laterChecks.push(() => context.issues.push(issue));
}
