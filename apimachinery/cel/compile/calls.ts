import { isOfType } from '../functions/matches.ts';
import type { FunctionEntry, Overload } from '../functions/registry.ts';
import type { Node } from '../parse/node.ts';
import { type CelType, DYN, isSameType } from '../types/type.ts';
import { spend } from '../values/budget.ts';
import { CelList } from '../values/list.ts';
import { nameTypeOf } from '../values/names.ts';
import { CelError, noSuchOverload } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, report, showType } from './context.ts';
import { checkFormat } from './formats.ts';
import { checkConversion, checkLiterals } from './literals.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** `f(x)`, `x.f(y)`, and `a.b.f(x)` where `a.b.f` is a function's whole name. */
export function compileCall(context: Context, node: Extract<Node, { op: 'call' }>, scope: Scope): Compiled {
  const { name, receiver, args, at } = node;
  const prefix = receiver && toQualifiedName(receiver);
  const qualified = prefix === undefined ? undefined : `${prefix}.${name}`;
  const parts = () => {
    const outer = context.mixed;
    context.mixed = outer || name === 'format';
    const compiled = args.map((arg) => context.compile(arg, scope));
    context.mixed = outer;
    return compiled;
  };
  const namespaced = qualified && context.table.find(qualified);
  if (namespaced) return dispatch(context, namespaced, false, parts(), at);
  const entry = context.table.find(name.replace(/^\./, ''));
  const target = receiver ? [context.compile(receiver, scope)] : [];
  const all = [...target, ...parts()];
  if (!entry) return report(context, at, `undeclared reference to '${name}' (in container '')`);
  checkLiterals(context, name, args);
  checkFormat(context, node, scope);
  const call = dispatch(context, entry, receiver !== undefined, all, at);
  if (!receiver) checkConversion(context, name, args, call);
  return call;
}

/** An operator, which is a function of its operands. */
export function compileOperator(
  context: Context,
  name: string,
  operands: readonly Node[],
  at: number,
  scope: Scope,
): Compiled {
  const parts = operands.map((operand) => context.compile(operand, scope));
  const entry = context.table.find(name);
  if (!entry) return report(context, at, `undeclared reference to '${name}' (in container '')`);
  return dispatch(context, entry, false, parts, at);
}

/** `a.b.c` of names alone; undefined for any other expression. */
export function toQualifiedName(node: Node): string | undefined {
  if (node.op === 'name') return node.name;
  if (node.op !== 'select' || node.optional) return undefined;
  const prefix = toQualifiedName(node.operand);
  return prefix === undefined ? undefined : `${prefix}.${node.field}`;
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
      for (const { left, call } of candidates) if (isOfType(value, left)) return checked(call(value));
      throw refuseCall(name, [value]);
    };
  }
  return (frame) => {
    const [a, b] = [first.run(frame), second.run(frame)];
    for (const { left, right, call } of candidates)
      if (isOfType(a, left) && isOfType(b, right)) return checked(call(a, b));
    throw refuseCall(name, [a, b]);
  };
}

function callFitting(name: string, fitting: readonly Overload[], parts: readonly Compiled[], frame: Frame): Value {
  const values = parts.map((part) => part.run(frame));
  const overload = fitting.find(({ params }) => params.every((param, index) => isOfType(values[index] ?? null, param)));
  if (overload) return checked(overload.call(...values));
  throw refuseCall(name, values);
}

/** What a call gives; what it makes has its price. */
function checked(value: Value): Value {
  if (typeof value === 'string') spend(value.length >> 4);
  else if (value instanceof CelList) spend(value.size >> 2);
  return value;
}

function refuseCall(name: string, values: readonly Value[]): CelError {
  if (name.includes('_')) return noSuchOverload();
  return new CelError(`no such overload: ${name}(${values.map(nameTypeOf).join(', ')})`);
}
