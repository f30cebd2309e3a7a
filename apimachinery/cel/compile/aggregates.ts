import type { ListItem, Node } from '../parse/node.ts';
import { type CelType, DYN, isSameType, listOf, mapOf } from '../types/type.ts';
import { ArrayList } from '../values/list.ts';
import { EntryMap } from '../values/map.ts';
import { Optional } from '../values/optional.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { type Context, report, showType } from './context.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** `[a, ?b]` */
export function compileList(context: Context, { items }: Extract<Node, { op: 'list' }>, scope: Scope): Compiled {
  const parts = items.map((item) => compileItem(context, item, scope));
  const type = joinTypes(context, parts);
  const run = (frame: Frame) => new ArrayList(parts.flatMap((part) => part.take(frame, 'list element') ?? []));
  return { type: listOf(type ?? context.bindings.makeParam()), run };
}

/** `{a: b, ?c: d}` */
export function compileMap(context: Context, { entries }: Extract<Node, { op: 'map' }>, scope: Scope): Compiled {
  const parts = entries.map((entry) => ({
    key: compileItem(context, { value: entry.key, optional: false }, scope),
    value: compileItem(context, entry, scope),
  }));
  const key = joinTypes(
    context,
    parts.map((part) => part.key),
  );
  const value = joinTypes(
    context,
    parts.map((part) => part.value),
  );
  const run = (frame: Frame) => {
    const map = new EntryMap();
    for (const part of parts) {
      const name = part.key.run(frame);
      const found = part.value.take(frame, 'entry');
      if (found) map.set(name, found[0]);
    }
    return map;
  };
  const { bindings } = context;
  return { type: mapOf(key ?? bindings.makeParam(), value ?? bindings.makeParam()), run };
}

/** One item of a literal. */
export interface Item {
  /** Of the value that is kept. */
  readonly type: CelType;
  readonly at: number;
  run(frame: Frame): Value;
  /** What is kept of it: nothing where it is optional and missing. */
  take(frame: Frame, what: string): [Value] | undefined;
}

export function compileItem(context: Context, { value: node, optional }: ListItem, scope: Scope): Item {
  const { type, run } = context.compile(node, scope);
  const { at } = node;
  if (!optional) return { type, at, run, take: (frame) => [run(frame)] };
  const outer = context.bindings.resolve(type);
  const take = (frame: Frame, what: string): [Value] | undefined => {
    const value = run(frame);
    if (!(value instanceof Optional)) {
      throw new CelError(`cannot initialize optional ${what} from non-optional value ${String(value)}`);
    }
    return value.hasValue ? [value.value] : undefined;
  };
  if (outer.kind === 'optional') return { type: outer.item, at, run, take };
  if (outer.kind !== 'dyn' && outer.kind !== 'error') {
    const shown = showType(context, type);
    report(context, at, `expected type 'optional_type(${shown})' but found '${shown}'`);
  }
  return { type, at, run, take };
}

/** The type of all; undefined of none. That all have one type is asked for once every type is known. */
function joinTypes(context: Context, items: readonly Item[]): CelType | undefined {
  let joined: CelType | undefined;
  for (const { type } of items) joined = joined ? (context.bindings.join(joined, type) ?? DYN) : type;
  if (!context.mixed) context.laterChecks.push(() => checkSameType(context, items));
  return joined;
}

function checkSameType(context: Context, [first, ...others]: readonly Item[]): void {
  if (!first) return;
  const resolve = ({ type }: Item) => context.bindings.resolve(type, true);
  const wanted = resolve(first);
  const other = others.find((item) => !isSameType(wanted, resolve(item)));
  if (!other) return;
  report(
    context,
    other.at,
    `expected type '${showType(context, first.type)}' but found '${showType(context, other.type)}'`,
  );
}
