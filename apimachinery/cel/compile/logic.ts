import type { Node } from '../parse/node.ts';
import { BOOL } from '../types/type.ts';
import { CelError, noSuchOverload } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, report, showType } from './context.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/**
 * `&&` and `||`: an operand that decides wins over one that fails, whichever comes first.
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators
 */
export function compileLogic(
  context: Context,
  { operator, ...operands }: Extract<Node, { op: 'logic' }>,
  scope: Scope,
): Compiled {
  const left = requireBool(context, context.compile(operands.left, scope), operands.left);
  const right = requireBool(context, context.compile(operands.right, scope), operands.right);
  const decisive = operator === '||';
  return { type: BOOL, run: (frame) => decide(decisive, left, right, frame) };
}

export function requireBool(context: Context, part: Compiled, node: Node): Compiled {
  if (context.bindings.assign([part.type], [BOOL])) return part;
  return report(context, node.at, `expected type 'bool' but found '${showType(context, part.type)}'`);
}

/** The value of two operands, the second of which runs only where the first did not decide. */
export function decide(decisive: boolean, left: Compiled, right: Compiled, frame: Frame): boolean {
  const first = attempt(left, frame);
  if (first === decisive) return decisive;
  const second = attempt(right, frame);
  if (second === decisive) return decisive;
  const failure = [first, second].find((one) => one instanceof CelError);
  if (failure) throw failure;
  if (typeof first !== 'boolean' || typeof second !== 'boolean') throw noSuchOverload();
  return !decisive;
}

export function attempt(part: Compiled, frame: Frame): Value | CelError {
  try {
    return part.run(frame);
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
}

/** `a ? b : c`; only the branch that is chosen runs. */
export function compileCondition(context: Context, node: Extract<Node, { op: 'condition' }>, scope: Scope): Compiled {
  const [condition, yes, no] = [
    context.compile(node.test, scope),
    context.compile(node.yes, scope),
    context.compile(node.no, scope),
  ];
  const { bindings } = context;
  const type = bindings.assign([condition.type], [BOOL]) ? bindings.join(yes.type, no.type) : undefined;
  if (!type) {
    const types = [condition, yes, no].map((part) => showType(context, part.type)).join(', ');
    const message = `found no matching overload for '_?_:_' applied to '(${types})'`;
    return report(context, node.at, message);
  }
  const run = (frame: Frame) => {
    const chosen = condition.run(frame);
    if (typeof chosen !== 'boolean') throw noSuchOverload();
    return (chosen ? yes : no).run(frame);
  };
  return { type, run };
}
