import type { Node } from '../parse/node.ts';
import { DYN, listOf, mapOf, optionalOf } from '../types/type.ts';
import { ArrayList } from '../values/list.ts';
import { CelMap, EntryMap } from '../values/map.ts';
import { Optional } from '../values/optional.ts';
import { CelError, noSuchOverload } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, report, showType } from './context.ts';
import { openLoop, requireCondition } from './loops.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** `map` and `transformList`; the argument before the last, where there is one more, chooses the items. */
export function compileTransform(
  context: Context,
  variables: 1 | 2,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
  at: number,
): Compiled {
  const loop = openLoop(context, variables, receiver, args, scope);
  if (!loop) return { type: listOf(DYN), run: () => new ArrayList([]) };
  const condition = args.length === variables + 2 ? args[variables] : undefined;
  const filter = condition && context.compile(condition, loop.scope);
  const body = context.compile(loop.body, loop.scope);
  const predicate = filter && requireCondition(context, filter, listOf(body.type), at);
  const run = (frame: Frame) => {
    const made: Value[] = [];
    for (const _ of loop.steps(frame)) {
      if (!predicate || predicate.run(frame) === true) made.push(body.run(frame));
    }
    return new ArrayList(made);
  };
  return { type: listOf(body.type), run };
}

/** `transformMap`, and `transformMapEntry`, whose body gives the entries; with one more argument, it chooses them. */
export function compileTransformMap(
  context: Context,
  givesEntries: boolean,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
  at: number,
): Compiled {
  const loop = openLoop(context, 2, receiver, args, scope);
  if (!loop) return { type: mapOf(DYN, DYN), run: () => new EntryMap() };
  const filter = args.length === 4 && args[2] ? context.compile(args[2], loop.scope) : undefined;
  const body = context.compile(loop.body, loop.scope);
  const type = givesEntries ? body.type : mapOf(loop.item, body.type);
  const predicate = filter && requireCondition(context, filter, type, at);
  const run = (frame: Frame) => {
    const made = new EntryMap();
    for (const key of loop.steps(frame)) {
      if (predicate && predicate.run(frame) !== true) continue;
      const value = body.run(frame);
      if (givesEntries) insertEntries(made, value);
      else made.set(key, value);
    }
    return made;
  };
  return { type, run };
}

function insertEntries(target: EntryMap, entries: Value): void {
  if (!(entries instanceof CelMap)) throw noSuchOverload();
  for (const key of entries.keys()) {
    if (target.get(key) !== undefined) throw new CelError(`insert failed: key ${String(key)} already exists`);
    target.set(key, entries.get(key) ?? null);
  }
}

/** `optMap` and `optFlatMap`: the body runs with the value where there is one. */
export function compileOptional(
  context: Context,
  wraps: boolean,
  receiver: Node,
  args: readonly Node[],
  scope: Scope,
  at: number,
): Compiled {
  const target = context.compile(receiver, scope);
  const [variable, body] = args;
  const type = context.bindings.resolve(target.type);
  if (variable?.op !== 'name' || !body) {
    return report(context, variable?.at ?? receiver.at, 'optMap() variable name must be a simple identifier');
  }
  if (!['optional', 'dyn', 'error', 'param'].includes(type.kind)) {
    for (const name of ['hasValue', 'value']) {
      const shown = showType(context, type);
      report(context, at, `found no matching overload for '${name}' applied to '${shown}.()'`);
    }
  }
  const inner = scope.with(variable.name, type.kind === 'optional' ? type.item : DYN);
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
