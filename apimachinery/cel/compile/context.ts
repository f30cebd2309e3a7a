import type { FunctionTable } from '../functions/registry.ts';
import type { CelType } from '../types/type.ts';
import { ERROR, formatType } from '../types/type.ts';
import { Bindings } from '../types/unify.ts';
import { CelError } from '../values/scalars.ts';
import type { Issue } from './issues.ts';
import type { ASTNode } from './parse.ts';
import type { Compiled, Scope } from './scope.ts';

/** What the compilation of one expression shares. */
export interface Context {
  readonly source: string;
  readonly table: FunctionTable;
  readonly bindings: Bindings;
  readonly issues: Issue[];
  /** What is looked at only where all types fit. */
  readonly laterIssues: Issue[];
  /** Names of the variables that the expression uses. */
  readonly used: Set<string>;
  /** Inside the arguments of a call that takes items of any types in one list. */
  mixed?: boolean;
  /** Why the expression cannot be made ready to run, though it is well typed. */
  instantiation?: string;
  compile(node: ASTNode, scope: Scope): Compiled;
}

export function makeContext(source: string, table: FunctionTable, compile: Context['compile']): Context {
  return { source, table, bindings: new Bindings(), issues: [], laterIssues: [], used: new Set(), compile };
}

/** Notes an issue; what it gives stands for the broken part, so that the rest can be checked too. */
export function report(context: Context, offset: number, message: string): Compiled {
  context.issues.push({ message, offset });
  return BROKEN;
}

const BROKEN: Compiled = {
  type: ERROR,
  run: () => {
    throw new CelError('the expression does not compile');
  },
};

export function showType(context: Context, type: CelType): string {
  return formatType(context.bindings.resolve(type, true));
}

/** Where messages about an operator point to: the operator itself, after its left operand. */
export function findOperator(context: Context, left: ASTNode): number {
  let offset = left.end;
  while (/[\s)]/.test(context.source[offset] ?? '')) offset += 1;
  return offset;
}

/** Where messages about a whole part of an expression point to: its operator, its parenthesis, or its start. */
export function locate(context: Context, node: ASTNode): number {
  switch (node.op) {
    case '.':
    case '.?':
    case '[]':
    case '[?]':
    case '?:':
      return findOperator(context, node.args[0]);
    case 'call':
      return findParenthesis(context, node, node.args[0], node.start);
    case 'rcall':
      return findParenthesis(context, node, node.args[0], node.args[1].end);
    case 'value':
    case 'id':
    case 'list':
    case 'map':
    case '!_':
    case '-_':
      return node.start;
    default:
      return findOperator(context, node.args[0]);
  }
}

/** Where messages about a call point to: its opening parenthesis. */
export function findParenthesis(context: Context, node: ASTNode, name: string, from: number): number {
  const offset = context.source.indexOf('(', context.source.indexOf(name, from) + name.length);
  return offset < 0 ? node.start : offset;
}
