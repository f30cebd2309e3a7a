import { compileExpression, type Program } from '../../apimachinery/cel/compile/compile.ts';
import { CompileError, InstantiationError } from '../../apimachinery/cel/compile/issues.ts';
import { FUNCTIONS } from '../../apimachinery/cel/functions/index.ts';
import { BOOL, type CelType, DYN, formatType, STRING } from '../../apimachinery/cel/types/type.ts';
import { type OrganisationPolicy, type OrganisationRule, PolicyError, type Subject } from './types.ts';

/** Names that expressions know beside `object`, `namespaceObject` and `variables`, by what a rule is asked of. */
export const relations: Readonly<Record<Subject, readonly string[]>> = {
  object: [],
  gateway: ['gateway'],
  listener: ['listener', 'gateway'],
  route: ['route'],
  backend: ['backend', 'route'],
  grant: ['grant'],
  namespace: ['namespaceRoutes', 'namespaceGateways', 'namespaceGrants'],
};

export interface CompiledRule {
  rule: OrganisationRule;
  /** In the order in which they may name one another. */
  variables: ReadonlyMap<string, Program>;
  check: Program;
  message?: Program;
}

/** What is judged: `check`, where `when` lets it be asked. */
export function composeCheck({ when, check }: Pick<OrganisationRule, 'when' | 'check'>): string {
  return when === undefined ? check.trim() : `(${when.trim()}) ? (${check.trim()}) : true`;
}

/** Makes a rule ready to run. @throws PolicyError naming file, rule and field */
export function compileRule(policy: OrganisationPolicy, rule: OrganisationRule): CompiledRule {
  const known: Record<string, CelType> = { object: DYN, namespaceObject: DYN };
  for (const name of relations[rule.subject]) known[name] = DYN;
  const variables = new Map<string, Program>();
  const types = new Map<string, CelType>();
  const withVariables = () => ({ ...known, variables: { kind: 'object', name: 'variables', fields: types } as const });
  const at = (field: string) => `${policy.source}: rule ${rule.id}: ${field}`;
  for (const { name, expression } of listUsed(policy, rule)) {
    const program = compile(expression, withVariables(), `${at(`variables.${name}`)}`);
    variables.set(name, program);
    types.set(name, ['list', 'map'].includes(program.type.kind) ? program.type : simplify(program.type));
  }
  const check = compile(
    composeCheck(rule),
    withVariables(),
    at(rule.when === undefined ? 'check' : 'when, check'),
    BOOL,
  );
  const { messageExpression } = rule;
  return {
    ...{ rule, variables, check },
    ...(messageExpression === undefined
      ? {}
      : { message: compile(messageExpression, withVariables(), at('messageExpression'), STRING) }),
  };
}

function simplify(type: CelType): CelType {
  return ['bool', 'int', 'double', 'string'].includes(type.kind) ? type : DYN;
}

/** The variables that a rule names, and those that these name, in the order of the file. */
export function listUsed(policy: OrganisationPolicy, rule: OrganisationRule): OrganisationPolicy['variables'] {
  const wanted = new Set<string>();
  const add = (expression: string | undefined) => {
    for (const [, name = ''] of (expression ?? '').matchAll(/\bvariables\s*\.\s*(\w+)/g)) {
      if (wanted.has(name)) continue;
      wanted.add(name);
      add(policy.variables.find((one) => one.name === name)?.expression);
    }
  };
  for (const expression of [rule.when, rule.check, rule.messageExpression]) add(expression);
  return policy.variables.filter(({ name }) => wanted.has(name));
}

function compile(
  source: string,
  variables: Readonly<Record<string, CelType>>,
  place: string,
  wanted?: CelType,
): Program {
  try {
    const program = compileExpression(source, variables, FUNCTIONS);
    if (!wanted || program.type.kind === 'dyn' || program.type.kind === wanted.kind) return program;
    throw new PolicyError(`${place} must give ${formatType(wanted)}, and gives ${formatType(program.type)}`);
  } catch (error) {
    if (!(error instanceof CompileError) && !(error instanceof InstantiationError)) throw error;
    const [first = ''] = error.message.split('\n', 1);
    throw new PolicyError(`${place}: ${first.replace(/^ERROR: <input>:/, 'CEL ')}`, { cause: error });
  }
}
