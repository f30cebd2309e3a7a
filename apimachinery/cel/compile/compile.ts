import type { FunctionTable } from '../functions/registry.ts';
import type { CelType } from '../types/type.ts';
import { DYN, formatType, listOf } from '../types/type.ts';
import { ArrayList } from '../values/list.ts';
import { EntryMap } from '../values/map.ts';
import { nameTypeOf } from '../values/names.ts';
import { CelError, TypeValue, Uint } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import { compileHas, compileIndex, compileSelect } from './access.ts';
import { compileCall, compileOperator } from './calls.ts';
import { type Context, findParenthesis, locate, makeContext, report, showType } from './context.ts';
import { CompileError, InstantiationError } from './issues.ts';
import { compileCondition, compileLogic } from './logic.ts';
import { findMacro } from './macros.ts';
import { type ASTNode, parseExpression } from './parse.ts';
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
  const compiled = context.compile(parseExpression(source), Scope.of(variables));
  const issues = context.issues.length > 0 ? context.issues : context.laterIssues;
  if (issues.length > 0) throw new CompileError(source, issues);
  if (context.instantiation !== undefined) throw new InstantiationError(context.instantiation);
  const names = Object.keys(variables);
  return {
    type: context.bindings.resolve(compiled.type, true),
    uses: context.used,
    // A variable without a value has an empty slot, which `compileName` turns into an error.
    run: (values) => compiled.run(names.map((name) => values[name]) as Frame),
  };
}

function compileNode(context: Context, node: ASTNode, scope: Scope): Compiled {
  switch (node.op) {
    case 'value':
      return compileLiteral(node.args);
    case 'id':
      return compileName(context, node.args, node.start, scope);
    case '.':
    case '.?': {
      const [operand, field] = node.args;
      const whole = operand.op === 'id' ? `${operand.args}.${field}` : '';
      // A variable may have a dot in its name; the longest name wins.
      if (node.op === '.' && scope.find(whole)) return compileName(context, whole, node.start, scope);
      return compileSelect(context, operand, field, node.op === '.?', scope);
    }
    case '[]':
    case '[?]':
      return compileIndex(context, node.args[0], node.args[1], node.op === '[?]', scope);
    case 'list':
      return compileList(context, node.args, scope);
    case 'map':
      return compileMap(context, node.args, scope);
    case '?:':
      return compileCondition(context, node.args, scope);
    case '&&':
    case '||':
      return compileLogic(context, node.op === '||', node.args, scope);
    case 'call': {
      const [name, args] = node.args;
      const [only] = args;
      if (name === 'has' && only && args.length === 1)
        return compileHas(context, only, findParenthesis(context, node, name, node.start), scope);
      return compileCall(context, node, name, undefined, args, scope);
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      const macro = findMacro(name, args.length);
      return macro ? macro(context, receiver, args, scope) : compileCall(context, node, name, receiver, args, scope);
    }
    case '!_':
    case '-_':
      return compileOperator(context, node.op === '!_' ? '!_' : '-_', [node.args], node.start, scope);
    default:
      return compileOperator(context, node.op === 'in' ? '@in' : `_${node.op}_`, node.args, undefined, scope);
  }
}

function compileLiteral(literal: unknown): Compiled {
  const value = toValue(literal);
  const name = nameTypeOf(value);
  const type: CelType = name === 'null_type' ? { kind: 'null' } : ({ kind: name } as CelType);
  return { type, literal: value, run: () => value };
}

/** The parser has its own class of unsigned numbers. */
function toValue(literal: unknown): Value {
  const isOther = typeof literal === 'object' && literal !== null && !(literal instanceof Uint8Array);
  return isOther ? new Uint(BigInt(String(literal))) : (literal as Value);
}

const TYPE_NAMES = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type', 'dyn'];

function compileName(context: Context, name: string, offset: number, scope: Scope): Compiled {
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
  if (TYPE_NAMES.includes(name)) {
    const value = new TypeValue(name);
    return { type: { kind: 'type', of: undefined }, run: () => value };
  }
  return report(context, offset, `undeclared reference to '${name}' (in container '')`);
}

function compileList(context: Context, items: readonly ASTNode[], scope: Scope): Compiled {
  let type: CelType | undefined;
  const parts = items.map((item) => {
    const part = context.compile(item, scope);
    type = joinTypes(context, type, part.type, item);
    return part;
  });
  const run = (frame: Frame) => new ArrayList(parts.map((part) => part.run(frame)));
  return { type: listOf(type ?? context.bindings.makeParam()), run };
}

function compileMap(context: Context, entries: readonly [ASTNode, ASTNode][], scope: Scope): Compiled {
  let key: CelType | undefined;
  let value: CelType | undefined;
  const parts = entries.map(([left, right]) => {
    const pair = [context.compile(left, scope), context.compile(right, scope)] as const;
    key = joinTypes(context, key, pair[0].type, left);
    value = joinTypes(context, value, pair[1].type, right);
    return pair;
  });
  const { bindings } = context;
  const type: CelType = { kind: 'map', key: key ?? bindings.makeParam(), value: value ?? bindings.makeParam() };
  const run = (frame: Frame) => {
    const map = new EntryMap();
    for (const [left, right] of parts) {
      const name = left.run(frame);
      if (!map.set(name, right.run(frame))) throw new CelError(`Failed with repeated key`);
    }
    return map;
  };
  return { type, run };
}

/** Items of one literal have one type. */
function joinTypes(context: Context, previous: CelType | undefined, current: CelType, node: ASTNode): CelType {
  if (!previous) return current;
  const joined = context.bindings.join(previous, current);
  if (joined) return joined;
  if (context.mixed) return DYN;
  const message = `expected type '${showType(context, previous)}' but found '${showType(context, current)}'`;
  report(context, locate(context, node), message);
  return DYN;
}

/** True where values of a type may be what is wanted: that type, or one that is known only when it runs. */
export function canBe(type: CelType, wanted: CelType): boolean {
  return type.kind === 'dyn' || formatType(type) === formatType(wanted);
}
