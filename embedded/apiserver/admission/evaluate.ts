import { CelError } from '../../../apimachinery/cel/values/scalars.ts';
import type { Value } from '../../../apimachinery/cel/values/value.ts';
import { joinErrors } from '../auth/authorize/authorizer.ts';
import { LazyVariables, type Values } from './activation.ts';
import type { CompiledPolicy, CompiledValidation, Expression } from './compile.ts';

const MAX_MESSAGE_BYTES = 5 * 1024;

/** One thing that a policy has against a request. */
export interface Denial {
  message: string;
  /** Of the answer: `Invalid`, `Forbidden`, … */
  reason: string;
  /** It counts whatever the binding says is done about denials. */
  always?: true;
}

/**
 * What a policy has against a request. @param ignoresFaults expressions that cannot be evaluated count for nothing;
 * else each of them is a denial
 */
export function judge(policy: CompiledPolicy, values: Values, ignoresFaults: boolean): Denial[] {
  const run = makeRunner(policy, values);
  const deny = (fault: string): Denial[] => (ignoresFaults ? [] : [{ message: fault, reason: 'Invalid' }]);
  const conditions = policy.conditions.map(run);
  if (conditions.some(({ value }) => value === false)) return [];
  const faults = conditions.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  if (faults.length > 0) return deny(joinErrors([...new Set(faults)]));
  const denials = policy.validations.flatMap((validation) => {
    const { value, fault } = run(validation.expression);
    if (fault !== undefined) return deny(fault);
    return value === true ? [] : [{ message: describe(validation, run), reason: validation.reason }];
  });
  const broken = policy.annotations.flatMap((annotation) => run(annotation).fault ?? []);
  return [...denials, ...broken.flatMap(deny).map((denial) => ({ ...denial, always: true as const }))];
}

interface Outcome {
  value?: Value;
  fault?: string;
}

type Runner = (expression: Expression) => Outcome;

function makeRunner({ variables }: CompiledPolicy, values: Values): Runner {
  const all = { ...values, variables: new LazyVariables(variables, values) };
  return ({ source, program, fault }) => {
    if (!program) return { fault: `compilation error: ${fault}` };
    try {
      return { value: program.run(all) };
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      return { fault: `expression '${source}' resulted in error: ${error.message}` };
    }
  };
}

/** What the message expression gives, where it gives a good message. */
function describe({ message, said }: CompiledValidation, run: Runner): string {
  const value = message && run(message).value;
  const text = typeof value === 'string' ? value.trim() : '';
  const isGood = text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= MAX_MESSAGE_BYTES;
  return isGood ? text : said;
}
