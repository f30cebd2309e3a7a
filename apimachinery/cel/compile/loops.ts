import type { Node } from '../parse/node.ts';
import { BOOL, type CelType, DYN, ERROR, INT } from '../types/type.ts';
import { spend } from '../values/budget.ts';
import { CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { noSuchOverload } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, report, showType } from './context.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** A body that runs for each item, or for each index or key with its value. */
export interface Loop {
  readonly scope: Scope;
  readonly body: Node;
  readonly item: CelType;
  steps(frame: Frame): Iterable<Value>;
}

export function openLoop(
  context: Context,
  variables: 1 | 2,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
): Loop | undefined {
  const range = context.compile(receiver, scope);
  const names = args.slice(0, variables).map((arg) => (arg.op === 'name' ? arg.name : undefined));
  const [first, second] = names;
  const body = args[args.length - 1];
  if (!body || names.some((name) => name === undefined)) {
    report(context, args[0]?.at ?? receiver.at, 'argument must be a simple name');
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

function itemTypes(context: Context, range: CelType, node: Node) {
  const type = context.bindings.resolve(range);
  if (type.kind === 'list') return { single: type.item, key: INT, value: type.item };
  if (type.kind === 'map') return { single: type.key, key: type.key, value: type.value };
  if (type.kind === 'dyn' || type.kind === 'error' || type.kind === 'param')
    return { single: DYN, key: DYN, value: DYN };
  const rest = 'cannot be range of a comprehension (must be list, map, or dynamic)';
  report(context, node.at, `expression of type '${showType(context, type)}' ${rest}`);
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
    spend(1);
    frame[slot] = item;
    yield item;
  }
}

function* stepEntries(entries: Iterable<[Value, Value]>, frame: Frame, key: number, value: number): Generator<Value> {
  for (const [name, item] of entries) {
    spend(1);
    frame[key] = name;
    frame[value] = item;
    yield name;
  }
}

/** The condition of an item that is kept or counted; messages tell of the choice that the macro stands for. */
export function requireCondition(context: Context, condition: Compiled, result: CelType, at: number): Compiled {
  if (context.bindings.assign([condition.type], [BOOL])) return condition;
  const types = [condition.type, result, result].map((type) => showType(context, type)).join(', ');
  return report(context, at, `found no matching overload for '_?_:_' applied to '(${types})'`);
}
