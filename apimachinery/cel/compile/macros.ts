import { BOOL, type CelType, DYN, ERROR, INT, listOf, mapOf, optionalOf } from '../types/type.ts';
import { ArrayList, CelList } from '../values/list.ts';
import { CelMap, EntryMap } from '../values/map.ts';
import { Optional } from '../values/optional.ts';
import { CelError, noSuchOverload } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, locate, report, showType } from './context.ts';
import { attempt, requireBool } from './logic.ts';
import type { ASTNode } from './parse.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

type Macro = (context: Context, receiver: ASTNode, args: readonly ASTNode[], scope: Scope) => Compiled;

/** A body that runs for each item, or for each index or key with its value. */
interface Loop {
  readonly scope: Scope;
  readonly body: ASTNode;
  readonly item: CelType;
  steps(frame: Frame): Iterable<Value>;
}

/** https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros, with the forms that take two variables. */
const MACROS: Readonly<Record<string, Macro>> = {
  'all/2': (context, ...call) => compileQuantifier(context, 1, true, ...call),
  'all/3': (context, ...call) => compileQuantifier(context, 2, true, ...call),
  'exists/2': (context, ...call) => compileQuantifier(context, 1, false, ...call),
  'exists/3': (context, ...call) => compileQuantifier(context, 2, false, ...call),
  'exists_one/2': (context, ...call) => compileExistsOne(context, 1, ...call),
  'existsOne/2': (context, ...call) => compileExistsOne(context, 1, ...call),
  'existsOne/3': (context, ...call) => compileExistsOne(context, 2, ...call),
  'filter/2': compileFilter,
  'map/2': (context, ...call) => compileTransform(context, 1, ...call),
  'map/3': (context, ...call) => compileTransform(context, 1, ...call),
  'transformList/3': (context, ...call) => compileTransform(context, 2, ...call),
  'transformList/4': (context, ...call) => compileTransform(context, 2, ...call),
  'transformMap/3': compileTransformMap,
  'optMap/2': (context, ...call) => compileOptional(context, true, ...call),
  'optFlatMap/2': (context, ...call) => compileOptional(context, false, ...call),
};

export function findMacro(name: string, args: number): Macro | undefined {
  const key = `${name}/${args}`;
  return Object.hasOwn(MACROS, key) ? MACROS[key] : undefined;
}

function openLoop(
  context: Context,
  variables: 1 | 2,
  receiver: ASTNode,
  args: readonly ASTNode[],
  scope: Scope,
): Loop | undefined {
  const range = context.compile(receiver, scope);
  const names = args.slice(0, variables).map((arg) => (arg.op === 'id' ? arg.args : undefined));
  const [first, second] = names;
  const body = args[args.length - 1];
  if (!body || names.some((name) => name === undefined)) {
    report(context, args[0]?.start ?? receiver.start, 'argument must be a simple name');
    return undefined;
  }
  const types = itemTypes(context, range.type, receiver);
  if (variables === 1) {
    const inner = scope.with(first ?? '', types.single);
    const steps = (frame: Frame) => stepItems(listItems(range.run(frame)), frame, inner.slot);
    return { scope: inner.scope, body, item: types.single, steps };
  }
  const outer = scope.with(first ?? '', types.key);
  const inner = outer.scope.with(second ?? '', types.value);
  const steps = (frame: Frame) => stepEntries(listEntries(range.run(frame)), frame, outer.slot, inner.slot);
  return { scope: inner.scope, body, item: types.key, steps };
}

function itemTypes(context: Context, range: CelType, node: ASTNode) {
  const type = context.bindings.resolve(range);
  if (type.kind === 'list') return { single: type.item, key: INT, value: type.item };
  if (type.kind === 'map') return { single: type.key, key: type.key, value: type.value };
  if (type.kind === 'dyn' || type.kind === 'error' || type.kind === 'param')
    return { single: DYN, key: DYN, value: DYN };
  const rest = 'cannot be range of a comprehension (must be list, map, or dynamic)';
  report(context, locate(context, node), `expression of type '${showType(context, type)}' ${rest}`);
  return { single: ERROR, key: ERROR, value: ERROR };
}

function listItems(range: Value): Iterable<Value> {
  if (range instanceof CelList) return range;
  if (range instanceof CelMap) return range.keys();
  throw noSuchOverload();
}

function* listEntries(range: Value): Generator<[Value, Value]> {
  let index = 0n;
  if (range instanceof CelList) {
    for (const item of range) {
      yield [index, item];
      index += 1n;
    }
  } else if (range instanceof CelMap) {
    for (const key of range.keys()) yield [key, range.get(key) ?? null];
  } else throw noSuchOverload();
}

function* stepItems(items: Iterable<Value>, frame: Frame, slot: number): Generator<Value> {
  for (const item of items) {
    frame[slot] = item;
    yield item;
  }
}

function* stepEntries(entries: Iterable<[Value, Value]>, frame: Frame, key: number, value: number): Generator<Value> {
  for (const [name, item] of entries) {
    frame[key] = name;
    frame[value] = item;
    yield name;
  }
}

/** A loop whose body is a condition; undefined where the call has told of its fault. */
function openPredicate(...[context, ...call]: Parameters<typeof openLoop>) {
  const loop = openLoop(context, ...call);
  return loop && { ...loop, predicate: requireBool(context, context.compile(loop.body, loop.scope), loop.body) };
}

/** `all` and `exists`: an item that decides wins over those whose predicate fails. */
function compileQuantifier(
  context: Context,
  variables: 1 | 2,
  all: boolean,
  receiver: ASTNode,
  args: readonly ASTNode[],
  scope: Scope,
): Compiled {
  const loop = openPredicate(context, variables, receiver, args, scope);
  if (!loop) return { type: BOOL, run: () => all };
  const { predicate } = loop;
  const run = (frame: Frame) => {
    let failure: CelError | undefined;
    for (const _ of loop.steps(frame)) {
      const result = attempt(predicate, frame);
      if (result === !all) return !all;
      if (result instanceof CelError) failure ??= result;
    }
    if (failure) throw failure;
    return all;
  };
  return { type: BOOL, run };
}

function compileExistsOne(
  context: Context,
  variables: 1 | 2,
  receiver: ASTNode,
  args: readonly ASTNode[],
  scope: Scope,
): Compiled {
  const loop = openPredicate(context, variables, receiver, args, scope);
  if (!loop) return { type: BOOL, run: () => false };
  const { predicate } = loop;
  const run = (frame: Frame) => {
    let count = 0;
    for (const _ of loop.steps(frame)) if (predicate.run(frame) === true) count += 1;
    return count === 1;
  };
  return { type: BOOL, run };
}

function compileFilter(context: Context, receiver: ASTNode, args: readonly ASTNode[], scope: Scope): Compiled {
  const loop = openPredicate(context, 1, receiver, args, scope);
  if (!loop) return { type: listOf(DYN), run: () => new ArrayList([]) };
  const { predicate } = loop;
  const run = (frame: Frame) => {
    const kept: Value[] = [];
    for (const item of loop.steps(frame)) if (predicate.run(frame) === true) kept.push(item);
    return new ArrayList(kept);
  };
  return { type: listOf(loop.item), run };
}

/** `map` and `transformList`; the argument before the last, where there is one more, chooses the items. */
function compileTransform(
  context: Context,
  variables: 1 | 2,
  receiver: ASTNode,
  args: readonly ASTNode[],
  scope: Scope,
): Compiled {
  const loop = openLoop(context, variables, receiver, args, scope);
  if (!loop) return { type: listOf(DYN), run: () => new ArrayList([]) };
  const condition = args.length === variables + 2 ? args[variables] : undefined;
  const predicate = condition && requireBool(context, context.compile(condition, loop.scope), condition);
  const body = context.compile(loop.body, loop.scope);
  const run = (frame: Frame) => {
    const made: Value[] = [];
    for (const _ of loop.steps(frame)) {
      if (!predicate || predicate.run(frame) === true) made.push(body.run(frame));
    }
    return new ArrayList(made);
  };
  return { type: listOf(body.type), run };
}

function compileTransformMap(context: Context, receiver: ASTNode, args: readonly ASTNode[], scope: Scope): Compiled {
  const loop = openLoop(context, 2, receiver, args, scope);
  if (!loop) return { type: mapOf(DYN, DYN), run: () => new EntryMap() };
  const body = context.compile(loop.body, loop.scope);
  const run = (frame: Frame) => {
    const made = new EntryMap();
    for (const key of loop.steps(frame)) made.set(key, body.run(frame));
    return made;
  };
  return { type: mapOf(loop.item, body.type), run };
}

/** `optMap` and `optFlatMap`: the body runs with the value where there is one. */
function compileOptional(
  context: Context,
  wraps: boolean,
  receiver: ASTNode,
  args: readonly ASTNode[],
  scope: Scope,
): Compiled {
  const target = context.compile(receiver, scope);
  const [variable, body] = args;
  const type = context.bindings.resolve(target.type);
  if (variable?.op !== 'id' || !body) {
    return report(context, variable?.start ?? receiver.start, 'optMap() variable name must be a simple identifier');
  }
  const inner = scope.with(variable.args, type.kind === 'optional' ? type.item : DYN);
  const result = context.compile(body, inner.scope);
  const run = (frame: Frame) => {
    const value = target.run(frame);
    if (!(value instanceof Optional)) throw noSuchOverload();
    if (!value.hasValue) return Optional.none;
    frame[inner.slot] = value.value;
    const made = result.run(frame);
    return wraps ? Optional.of(made) : made;
  };
  return { type: wraps ? optionalOf(result.type) : result.type, run };
}
