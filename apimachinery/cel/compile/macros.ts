import type { Node } from '../parse/node.ts';
import type { Context } from './context.ts';
import { compileExistsOne, compileFilter, compileQuantifier } from './quantifiers.ts';
import type { Compiled, Scope } from './scope.ts';
import { compileOptional, compileTransform, compileTransformMap } from './transforms.ts';

/** @param at of the call's parenthesis */
type Macro = (context: Context, receiver: Node, args: readonly Node[], scope: Scope, at: number) => Compiled;

/** https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros, with the forms that take two variables. */
const MACROS: Readonly<Record<string, Macro>> = {
  'all/2': (context, receiver, args, scope) => compileQuantifier(context, 1, true, receiver, args, scope),
  'all/3': (context, receiver, args, scope) => compileQuantifier(context, 2, true, receiver, args, scope),
  'exists/2': (context, receiver, args, scope) => compileQuantifier(context, 1, false, receiver, args, scope),
  'exists/3': (context, receiver, args, scope) => compileQuantifier(context, 2, false, receiver, args, scope),
  'exists_one/2': (context, ...call) => compileExistsOne(context, 1, ...call),
  'existsOne/2': (context, ...call) => compileExistsOne(context, 1, ...call),
  'existsOne/3': (context, ...call) => compileExistsOne(context, 2, ...call),
  'filter/2': compileFilter,
  'map/2': (context, ...call) => compileTransform(context, 1, ...call),
  'map/3': (context, ...call) => compileTransform(context, 1, ...call),
  'transformList/3': (context, ...call) => compileTransform(context, 2, ...call),
  'transformList/4': (context, ...call) => compileTransform(context, 2, ...call),
  'transformMap/3': (context, ...call) => compileTransformMap(context, false, ...call),
  'transformMap/4': (context, ...call) => compileTransformMap(context, false, ...call),
  'transformMapEntry/3': (context, ...call) => compileTransformMap(context, true, ...call),
  'transformMapEntry/4': (context, ...call) => compileTransformMap(context, true, ...call),
  'optMap/2': (context, ...call) => compileOptional(context, true, ...call),
  'optFlatMap/2': (context, ...call) => compileOptional(context, false, ...call),
};

export function findMacro(name: string, args: number): Macro | undefined {
  const key = `${name}/${args}`;
  return Object.hasOwn(MACROS, key) ? MACROS[key] : undefined;
}
