import type { FunctionTable } from '../functions/registry.ts';
import type { Node } from '../parse/node.ts';
import type { CelType } from '../types/type.ts';
import { ERROR, formatType } from '../types/type.ts';
import { Bindings } from '../types/unify.ts';
import { CelError } from '../values/scalars.ts';
import type { Issue } from './issues.ts';
import type { Compiled, Scope } from './scope.ts';

/** What the compilation of one expression shares. */
export interface Context {
  readonly source: string;
  readonly table: FunctionTable;
  readonly bindings: Bindings;
  readonly issues: Issue[];
  /** What is looked at only where all types fit; each may add issues. */
  readonly laterChecks: (() => void)[];
  /** Names of the variables that the expression uses. */
  readonly used: Set<string>;
  /** Inside the arguments of a call that takes items of any types in one list. */
  mixed?: boolean;
  /** Why the expression cannot be made ready to run, though it is well typed. */
  instantiation?: string;
  compile(node: Node, scope: Scope): Compiled;
}

export function makeContext(source: string, table: FunctionTable, compile: Context['compile']): Context {
  return { source, table, bindings: new Bindings(), issues: [], laterChecks: [], used: new Set(), compile };
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
