import { compileExpression, type Program } from '../../../apimachinery/cel/compile/compile.ts';
import { CompileError, InstantiationError } from '../../../apimachinery/cel/compile/issues.ts';
import { FUNCTIONS } from '../../../apimachinery/cel/functions/index.ts';
import {
  BOOL,
  type CelType,
  DYN,
  formatType,
  listOf,
  mapOf,
  NULL,
  STRING,
} from '../../../apimachinery/cel/types/type.ts';
import { type Declarations, declareVariables } from './declare.ts';
import type { PolicySpec } from './types.ts';

/** An expression that can run, or what keeps it from it. */
export interface Expression {
  readonly source: string;
  readonly program?: Program;
  readonly fault?: string;
  /** The fault is none that can be seen in the source. */
  readonly isInternal?: boolean;
}

export interface CompiledValidation {
  expression: Expression;
  message?: Expression;
  /** What is said where there is no message expression, or it gives nothing good. */
  said: string;
  reason: string;
}

export interface CompiledPolicy {
  variables: ReadonlyMap<string, Expression>;
  conditions: readonly Expression[];
  validations: readonly CompiledValidation[];
  annotations: readonly Expression[];
}

export const RETURNS = { condition: [BOOL], message: [STRING], annotation: [STRING, NULL] } as const;

/** @param wanted the types that it may give; any where none is told */
export function compileOne(source: string, declarations: Declarations, wanted: readonly CelType[] = []): Expression {
  try {
    const program = compileExpression(source, declareVariables(declarations), FUNCTIONS);
    const found = nameType(program.type);
    const names = wanted.map(nameType);
    if (names.length === 0 || names.includes(found)) return { source, program };
    const expected = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
    return { source, fault: `must evaluate to ${expected} but got ${found}` };
  } catch (error) {
    if (error instanceof CompileError) return { source, fault: `compilation failed: ${error.message}` };
    if (!(error instanceof InstantiationError)) throw error;
    return { source, fault: `program instantiation failed: ${error.message}`, isInternal: true };
  }
}

/** As it is called where it is a result. */
function nameType(type: CelType): string {
  return type.kind === 'null' ? 'null_type' : formatType(type);
}

/** A policy's variables in their order: each can name those before it. */
export class VariableCompiler {
  readonly types = new Map<string, CelType>();
  readonly #declarations: Declarations;

  constructor(declarations: Declarations) {
    this.#declarations = declarations;
  }

  add(name: string, source: string): Expression {
    const expression = compileOne(source, { ...this.#declarations, variables: this.types });
    this.types.set(name, expression.program ? simplify(expression.program.type) : DYN);
    return expression;
  }
}

/** A variable's type is not known further than its items'; nor is that of an object. */
function simplify(type: CelType): CelType {
  if (type.kind === 'list') return listOf(simplify(type.item));
  if (type.kind === 'map') return mapOf(simplify(type.key), simplify(type.value));
  const hidden = ['object', 'opaque', 'optional', 'type', 'param', 'error'];
  return hidden.includes(type.kind) ? DYN : type;
}

export function compilePolicy(spec: PolicySpec): CompiledPolicy {
  const declarations: Declarations = spec.paramKind ? { params: DYN } : {};
  const compiler = new VariableCompiler(declarations);
  const variables = new Map(
    (spec.variables ?? []).map(({ name, expression }) => [name, compiler.add(name, expression)] as const),
  );
  const known = { ...declarations, variables: compiler.types };
  return {
    variables,
    conditions: (spec.matchConditions ?? []).map(({ expression }) => compileOne(expression, known, RETURNS.condition)),
    validations: (spec.validations ?? []).map(({ expression, message = '', messageExpression, reason }) => ({
      expression: compileOne(expression, known, RETURNS.condition),
      ...(messageExpression && {
        message: compileOne(messageExpression, { ...known, authorizer: false }, RETURNS.message),
      }),
      said: message.trim() || `failed expression: ${expression.trim()}`,
      reason: reason ?? 'Invalid',
    })),
    annotations: (spec.auditAnnotations ?? []).map(({ valueExpression }) =>
      compileOne(valueExpression, known, RETURNS.annotation),
    ),
  };
}
