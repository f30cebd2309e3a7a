import { isOfType } from '../functions/matches.ts';
import type { FunctionEntry, Overload } from '../functions/registry.ts';
import { type CelType, DYN, isSameType } from '../types/type.ts';
import { nameTypeOf } from '../values/names.ts';
import { CelError, noSuchOverload } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, findOperator, findParenthesis, report, showType } from './context.ts';
import { checkConversion, checkLiterals } from './literals.ts';
import type { ASTNode } from './parse.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** `f(x)`, `x.f(y)`, and `a.b.f(x)` where `a.b.f` is a function's whole name. */
export function compileCall(
  context: Context,
  node: ASTNode,
  name: string,
  receiver: ASTNode | undefined,
  args: readonly ASTNode[],
  scope: Scope,
): Compiled {
  const prefix = receiver && toQualifiedName(receiver);
  const qualified = prefix === undefined ? undefined : `${prefix}.${name}`;
  const offset = findParenthesis(context, node, name, receiver ? receiver.end : node.start);
  const parts = () => {
    const outer = context.mixed;
    context.mixed = outer || name === 'format';
    const compiled = args.map((arg) => context.compile(arg, scope));
    context.mixed = outer;
    return compiled;
  };
  const namespaced = qualified && context.table.find(qualified);
  if (namespaced) return dispatch(context, namespaced, false, parts(), offset);
  const entry = context.table.find(name);
  const target = receiver ? [context.compile(receiver, scope)] : [];
  const all = [...target, ...parts()];
  if (!entry) return report(context, offset, `undeclared reference to '${name}' (in container '')`);
  checkLiterals(context, name, args);
  const call = dispatch(context, entry, receiver !== undefined, all, offset);
  if (!receiver) checkConversion(context, name, args, call);
  return call;
}

/** An operator, which is a function of its operands. */
export function compileOperator(
  context: Context,
  name: string,
  operands: readonly ASTNode[],
  at: number | undefined,
  scope: Scope,
): Compiled {
  const parts = operands.map((operand) => context.compile(operand, scope));
  const [first] = operands;
  const offset = at ?? (first ? findOperator(context, first) : 0);
  const entry = context.table.find(name);
  if (!entry) return report(context, offset, `undeclared reference to '${name}' (in container '')`);
  return dispatch(context, entry, false, parts, offset);
}

function toQualifiedName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const prefix = toQualifiedName(node.args[0]);
  return prefix === undefined ? undefined : `${prefix}.${node.args[1]}`;
}

function dispatch(
  context: Context,
  entry: FunctionEntry,
  isMethod: boolean,
  parts: readonly Compiled[],
  offset: number,
): Compiled {
  const types = parts.map((part) => part.type);
  const { fitting, type } = resolve(context, isMethod ? entry.methods : entry.functions, types);
  if (!type) {
    const shown = types.map((one) => showType(context, one));
    const signature = isMethod ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
    return report(context, offset, `found no matching overload for '${entry.name}' applied to '${signature}'`);
  }
  return { type, run: makeCall(entry.name, fitting, parts) };
}

function resolve(context: Context, overloads: readonly Overload[], types: readonly CelType[]) {
  const { bindings } = context;
  const fitting: Overload[] = [];
  let type: CelType | undefined;
  for (const overload of overloads) {
    const [result = DYN, ...params] = bindings.instantiate([overload.result, ...overload.params]);
    if (!bindings.assign(types, params)) continue;
    fitting.push(overload);
    const found = bindings.resolve(result);
    type = type === undefined || isSameType(type, found) ? found : DYN;
  }
  return { fitting, type };
}

/** Calls the first overload that takes the values. One and two are the usual numbers, and need no lists. */
function makeCall(name: string, fitting: readonly Overload[], parts: readonly Compiled[]): Compiled['run'] {
  const [first, second] = parts;
  if (parts.length > 2 || !first) return (frame) => callFitting(name, fitting, parts, frame);
  const candidates = fitting.map(({ params: [left = DYN, right = DYN], call }) => ({ left, right, call }));
  if (!second) {
    return (frame) => {
      const value = first.run(frame);
      for (const { left, call } of candidates) if (isOfType(value, left)) return call(value);
      throw refuseCall(name, [value]);
    };
  }
  return (frame) => {
    const [a, b] = [first.run(frame), second.run(frame)];
    for (const { left, right, call } of candidates) if (isOfType(a, left) && isOfType(b, right)) return call(a, b);
    throw refuseCall(name, [a, b]);
  };
}

function callFitting(name: string, fitting: readonly Overload[], parts: readonly Compiled[], frame: Frame): Value {
  const values = parts.map((part) => part.run(frame));
  const overload = fitting.find(({ params }) => params.every((param, index) => isOfType(values[index] ?? null, param)));
  if (overload) return overload.call(...values);
  throw refuseCall(name, values);
}

function refuseCall(name: string, values: readonly Value[]): CelError {
  if (name.includes('_')) return noSuchOverload();
  return new CelError(`no such overload: ${name}(${values.map(nameTypeOf).join(', ')})`);
}
