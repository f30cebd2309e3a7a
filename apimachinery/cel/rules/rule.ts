import type { JsonSchema } from '../../types.ts';
import { canBe, compileExpression, type Program } from '../compile/compile.ts';
import { CompileError, InstantiationError } from '../compile/issues.ts';
import { FUNCTIONS } from '../functions/index.ts';
import { BOOL, type CelType, optionalOf, STRING } from '../types/type.ts';

/** One of `x-kubernetes-validations`. */
export interface ValidationRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/** A rule that can run, or what keeps it from it. */
export interface CompiledRule {
  readonly source: ValidationRule;
  readonly program?: Program;
  readonly message?: Program;
  /** Runs only where there is an old value, unless the rule takes an optional one. */
  readonly usesOldSelf: boolean;
  readonly fault?: string;
  readonly messageFault?: string;
}

export function listRules(schema: JsonSchema): ValidationRule[] {
  const rules = schema['x-kubernetes-validations'];
  return Array.isArray(rules) ? (rules as ValidationRule[]) : [];
}

/** @param self type of the values that the rule is about */
export function compileRule(source: ValidationRule, self: CelType): CompiledRule {
  const variables = { self, oldSelf: source.optionalOldSelf ? optionalOf(self) : self };
  const rule = attempt(source.rule, variables, BOOL, '', 'cel expression must evaluate to a bool');
  const usesOldSelf = rule.program?.uses.has('oldSelf') ?? false;
  if (rule.fault !== undefined || !source.messageExpression) return { source, ...rule, usesOldSelf };
  const message = attempt(
    source.messageExpression,
    variables,
    STRING,
    'messageExpression ',
    'messageExpression must evaluate to a string',
  );
  return {
    source,
    ...rule,
    usesOldSelf,
    ...(message.program && { message: message.program }),
    ...(message.fault !== undefined && { messageFault: message.fault }),
  };
}

function attempt(
  source: string,
  variables: Readonly<Record<string, CelType>>,
  wanted: CelType,
  prefix: string,
  wrongType: string,
): { program?: Program; fault?: string } {
  try {
    const program = compileExpression(source, variables, FUNCTIONS);
    return canBe(program.type, wanted) ? { program } : { fault: wrongType };
  } catch (error) {
    if (error instanceof CompileError) return { fault: `${prefix}compilation failed: ${error.message}` };
    if (error instanceof InstantiationError) {
      if (!canBe(error.type, wanted)) return { fault: wrongType };
      return { fault: `${prefix === '' ? 'program ' : prefix}instantiation failed: ${error.message}` };
    }
    throw error;
  }
}
