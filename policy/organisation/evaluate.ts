import type { Program } from '../../apimachinery/cel/compile/compile.ts';
import { wrapDynamic } from '../../apimachinery/cel/schema/dynamic.ts';
import { CelMap } from '../../apimachinery/cel/values/map.ts';
import { CelError } from '../../apimachinery/cel/values/scalars.ts';
import type { Value } from '../../apimachinery/cel/values/value.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import type { Problem, Rule } from '../rules/types.ts';
import type { World } from '../rules/world/world.ts';
import { type CompiledRule, compileRule } from './compile.ts';
import { Relations } from './relations.ts';
import { type Asked, listAsked } from './subjects.ts';
import type { OrganisationPolicy } from './types.ts';

/** An object with the defaults that an API server gives it, as a policy in the cluster would see it. */
export type Complete = (object: JsonObject) => JsonObject;

/** The rules of a file as rules of validation. @throws PolicyError where an expression is none */
export function makeRules(policy: OrganisationPolicy): Rule[] {
  return policy.rules.map((rule) => {
    const compiled = compileRule(policy, rule);
    const { id, level, title, explanation, fix, clause } = rule;
    return {
      ...{ id, level, title, explanation, fix, topic: `Policy ${policy.name}` },
      ...(clause === undefined ? {} : { clause }),
      stage: 'policy',
      check: (world, complete) => evaluate(compiled, world, complete ?? ((object) => object)),
    };
  });
}

function* evaluate(compiled: CompiledRule, world: World, complete: Complete): Iterable<Problem> {
  const { rule } = compiled;
  let isGuess = false;
  const relations = relationsOf(world, () => {
    isGuess = true;
  });
  for (const asked of listAsked(world, relations.get(), rule.subject)) {
    if (rule.kinds && !rule.kinds.includes(asked.object.kind)) continue;
    isGuess = false;
    const message = judge(compiled, asked, relations.get(), complete);
    if (message === undefined) continue;
    const path = [asked.path, rule.field].filter(Boolean).join('.');
    yield {
      ...{ object: asked.object, path },
      message: isGuess ? `${message} (no file tells of its namespace)` : message,
      ...(isGuess && rule.level === 'error' ? { level: 'warning' } : {}),
    };
  }
}

/** Made when the first rule asks; each rule hears of guesses itself. */
function relationsOf(world: World, onGuess: () => void): { get(): Relations } {
  let made: Relations | undefined;
  return {
    get: () => {
      made ??= new Relations(world, onGuess);
      return made;
    },
  };
}

/** What the rule has against it; undefined where it has nothing. */
function judge(
  { rule, variables, check, message }: CompiledRule,
  { object, values }: Asked,
  relations: Relations,
  complete: Complete,
): string | undefined {
  const frame = new LazyValues({
    object: () => wrapDynamic(complete(object.value)),
    namespaceObject: () =>
      object.namespace === '' ? null : wrapDynamic(relations.namespace(object.namespace, object.namespaceIsSure)),
  });
  for (const [name, value] of Object.entries(values())) frame.add(name, () => wrapDynamic(value));
  const own = new Variables(variables, frame);
  frame.add('variables', () => own);
  try {
    if (check.run(frame.values) === true) return undefined;
    return (message && describe(message, frame)) ?? rule.message ?? `${rule.title}`;
  } catch (error) {
    if (error instanceof CelError) return `the rule cannot be judged: ${error.message}`;
    if (error instanceof RangeError) return 'the rule cannot be judged: its expression goes too deep';
    throw error;
  }
}

function describe(message: Program, frame: LazyValues): string | undefined {
  try {
    const text = message.run(frame.values);
    return typeof text === 'string' && text.trim() !== '' ? text.trim().replaceAll(/\s+/g, ' ') : undefined;
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

/** Values that are made when an expression first asks for them. */
class LazyValues {
  readonly values: Record<string, Value> = {};

  constructor(makers: Readonly<Record<string, () => Value>>) {
    for (const [name, make] of Object.entries(makers)) this.add(name, make);
  }

  add(name: string, make: () => Value): void {
    let known: { value: Value } | undefined;
    const get = (): Value => {
      known ??= { value: make() };
      return known.value;
    };
    Object.defineProperty(this.values, name, { get, enumerable: true });
  }
}

class Variables extends CelMap {
  readonly #programs: ReadonlyMap<string, Program>;
  readonly #frame: LazyValues;
  readonly #known = new Map<string, Value>();

  constructor(programs: ReadonlyMap<string, Program>, frame: LazyValues) {
    super();
    this.#programs = programs;
    this.#frame = frame;
  }

  override get size(): number {
    return this.#programs.size;
  }

  override keys(): Iterable<Value> {
    return this.#programs.keys();
  }

  override get(key: Value): Value | undefined {
    const name = String(key);
    const program = this.#programs.get(name);
    if (!program) return undefined;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const value = program.run(this.#frame.values);
    this.#known.set(name, value);
    return value;
  }
}
