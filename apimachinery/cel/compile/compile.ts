import type { FunctionTable } from '../functions/registry.ts';
import type { Node } from '../parse/node.ts';
import { parseExpression } from '../parse/parse.ts';
import { type CelType, formatType } from '../types/type.ts';
import { runBounded } from '../values/budget.ts';
import { nameTypeOf } from '../values/names.ts';
import { CelError, TypeValue } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { compileHas, compileIndex, compileSelect } from './access.ts';
import { compileList, compileMap } from './aggregates.ts';
import { compileCall, compileOperator, toQualifiedName } from './calls.ts';
import { type Context, makeContext, report } from './context.ts';
import { CompileError, InstantiationError } from './issues.ts';
import { compileCondition, compileLogic } from './logic.ts';
import { findMacro } from './macros.ts';
import { compileMessage } from './messages.ts';
import { type Compiled, type Frame, Scope } from './scope.ts';

export interface Program {
  readonly type: CelType;
  /** Names of the variables that it uses. */
  readonly uses: ReadonlySet<string>;
  /** @throws CelError. @param values by the names that it was compiled with; a missing one is an error only where used */
  run(values: Readonly<Record<string, Value | undefined>>): Value;
}

/** Parses and checks an expression. @throws CompileError telling all that is wrong, InstantiationError */
export function compileExpression(
  source: string,
  variables: Readonly<Record<string, CelType>>,
  table: FunctionTable,
): Program {
  const context = makeContext(source, table, (node, scope) => compileNode(context, node, scope));
  const compiled = guardDepth(source, () => context.compile(parseExpression(source), Scope.of(variables)));
  if (context.issues.length === 0) for (const check of context.laterChecks) check();
  if (context.issues.length > 0) throw new CompileError(source, context.issues);
  const type = context.bindings.resolve(compiled.type, true);
  if (context.instantiation !== undefined) throw new InstantiationError(type, context.instantiation);
  // What is not used may cost something to make.
  const names = Object.keys(variables).map((name) => (context.used.has(name) ? name : undefined));
  return {
    type,
    uses: context.used,
    // A variable without a value has an empty slot, which `compileName` turns into an error.
    run: (values) =>
      runBounded(() => compiled.run(names.map((name) => (name === undefined ? undefined : values[name])) as Frame)),
  };
}

/** Operators that follow one another without end are a tree as deep. */
function guardDepth<T>(source: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CompileError(source, [{ message: 'Syntax error: expression recursion limit exceeded', offset: 0 }]);
  }
}

function compileNode(context: Context, node: Node, scope: Scope): Compiled {
  switch (node.op) {
    case 'literal':
      return compileLiteral(node.value);
    case 'name':
      return compileName(context, node.name, scope) ?? reportUndeclared(context, node.name, node.at);
    case 'select': {
      // A name may have dots in it; the longest name wins.
      const whole = node.optional ? undefined : toQualifiedName(node);
      const named = whole === undefined ? undefined : compileName(context, whole, scope);
      return named ?? compileSelect(context, node, scope);
    }
    case 'index':
      return compileIndex(context, node, scope);
    case 'list':
      return compileList(context, node, scope);
    case 'map':
      return compileMap(context, node, scope);
    case 'message':
      return compileMessage(context, node, scope);
    case 'condition':
      return compileCondition(context, node, scope);
    case 'logic':
      return compileLogic(context, node, scope);
    case 'call': {
      const { name, receiver, args, at } = node;
      const [only] = args;
      if (!receiver && name === 'has' && only && args.length === 1) return compileHas(context, only, at, scope);
      const macro = receiver && findMacro(name, args.length);
      return macro ? macro(context, receiver, args, scope, at) : compileCall(context, node, scope);
    }
    case 'unary':
      return compileOperator(context, `${node.operator}_`, [node.operand], node.at, scope);
    case 'binary': {
      const name = node.operator === 'in' ? '@in' : `_${node.operator}_`;
      return compileOperator(context, name, [node.left, node.right], node.at, scope);
    }
  }
}

function compileLiteral(value: Value): Compiled {
  const name = nameTypeOf(value);
  const type: CelType = name === 'null_type' ? { kind: 'null' } : ({ kind: name } as CelType);
  return { type, literal: value, run: () => value };
}

const TYPE_NAMES = [
  ...['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type', 'dyn', 'optional_type'],
  ...['google.protobuf.Duration', 'google.protobuf.Timestamp'],
];

/** A variable, or the name of a type; undefined for any other name. */
function compileName(context: Context, name: string, scope: Scope): Compiled | undefined {
  const variable = scope.find(name);
  if (variable) {
    const { slot, type } = variable;
    context.used.add(name);
    const run = (frame: Frame) => {
      const value = frame[slot];
      if (value === undefined) throw new CelError(`no such attribute(s): ${name}`);
      return value;
    };
    return { type, run };
  }
  if (!TYPE_NAMES.includes(name)) return undefined;
  const value = new TypeValue(name);
  return { type: { kind: 'type', of: undefined }, run: () => value };
}

function reportUndeclared(context: Context, name: string, at: number): Compiled {
  return report(context, at, `undeclared reference to '${name}' (in container '')`);
}

/** True where values of a type may be what is wanted: that type, or one that is known only when it runs. */
export function canBe(type: CelType, wanted: CelType): boolean {
  return type.kind === 'dyn' || formatType(type) === formatType(wanted);
}
