import type { Node } from '../parse/node.ts';
import { BOOL, type CelType, DYN, ERROR, optionalOf } from '../types/type.ts';
import { CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { Optional } from '../values/optional.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { compileOperator } from './calls.ts';
import { type Context, report, showType } from './context.ts';
import type { Compiled, Frame, Scope } from './scope.ts';

/** `a.b` and `a.?b`. */
export function compileSelect(
  context: Context,
  { operand, field, optional, at }: Extract<Node, { op: 'select' }>,
  scope: Scope,
): Compiled {
  const target = context.compile(operand, scope);
  const type = selectType(context, at, target.type, field);
  if (type === ERROR) return { ...target, type };
  if (!optional && !isOptional(context, target.type)) {
    return { type, run: (frame) => selectField(target.run(frame), field) };
  }
  return { type: optionalOf(type), run: (frame) => selectOptional(target.run(frame), field) };
}

function isOptional(context: Context, type: CelType): boolean {
  return context.bindings.resolve(type).kind === 'optional';
}

function selectType(context: Context, offset: number, operandType: CelType, field: string): CelType {
  const outer = context.bindings.resolve(operandType);
  const type = outer.kind === 'optional' ? context.bindings.resolve(outer.item) : outer;
  switch (type.kind) {
    case 'map':
      return type.value;
    case 'object': {
      const found = type.fields.get(field);
      if (found) return found;
      report(context, offset, `undefined field '${field}'`);
      return ERROR;
    }
    case 'opaque':
      report(context, offset, `unexpected failed resolution of '${type.name}'`);
      return ERROR;
    case 'param':
    case 'dyn':
    case 'error':
      return DYN;
    default:
      report(context, offset, `type '${showType(context, type)}' does not support field selection`);
      return ERROR;
  }
}

function selectField(target: Value, field: string): Value {
  if (target instanceof Optional) return selectOptional(target, field);
  const found = findField(target, field);
  if (found === undefined) throw new CelError(`no such key: ${field}`);
  return found;
}

function selectOptional(target: Value, field: string): Optional {
  if (target instanceof Optional) return target.hasValue ? selectOptional(target.value, field) : Optional.none;
  const found = findField(target, field);
  return found === undefined ? Optional.none : Optional.of(found);
}

/** What is neither a map nor an object has no fields; asking a list for one is a mistake. */
function findField(target: Value, field: string): Value | undefined {
  if (target instanceof CelList) throw new CelError("unsupported index type 'string' in list");
  return target instanceof CelMap ? target.get(field) : undefined;
}

/** `has(a.b)`: the last field alone may be missing. */
export function compileHas(context: Context, argument: Node, offset: number, scope: Scope): Compiled {
  if (argument.op !== 'select' || argument.optional)
    return report(context, argument.at, 'invalid argument to has() macro');
  const { operand, field } = argument;
  const target = context.compile(operand, scope);
  selectType(context, offset, target.type, field);
  const run = (frame: Frame) => {
    const value = target.run(frame);
    if (value instanceof Optional) return selectOptional(value, field).hasValue;
    return findField(value, field) !== undefined;
  };
  return { type: BOOL, run };
}

/** `a[b]` and `a[?b]`. */
export function compileIndex(
  context: Context,
  { operand, index, optional, at }: Extract<Node, { op: 'index' }>,
  scope: Scope,
): Compiled {
  return compileOperator(context, optional ? '_[?_]' : '_[_]', [operand, index], at, scope);
}
