import { isObject } from '../../apimachinery/json.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import type { Strategy } from './strategy.ts';

/** A value of an effective policy, and the policy that it came from. */
export interface Value {
  /** Below spec: `limits.rate`. */
  path: string;
  value: unknown;
  from: string;
}

export interface Stacked {
  /** `RatePolicy infra/up` */
  policy: string;
  strategy: Strategy;
  proper: JsonObject;
}

/** Values at the ends of a spec. A list is one value, as in a JSON merge patch. */
export function listValues({ proper, policy }: Pick<Stacked, 'proper' | 'policy'>): readonly Value[] {
  const walk = (value: unknown, path: string): Value[] => {
    if (isObject(value) && Object.keys(value).length > 0) {
      return Object.entries(value).flatMap(([name, each]) => walk(each, path === '' ? name : `${path}.${name}`));
    }
    return path === '' ? [] : [{ path, value, from: policy }];
  };
  return walk(proper, '');
}

/**
 * The effective policy of a scope: specs from the least specific to the most specific one, each two combined by the strategy
 * of the former, as the specification walks them: https://gateway-api.sigs.k8s.io/geps/gep-713/#abstract-process-for-calculating-effective-policies
 */
export function combine(stack: readonly Stacked[]): readonly Value[] {
  const [first, ...rest] = stack;
  if (!first) return [];
  let values = listValues(first);
  let strategy = first.strategy;
  for (const challenger of rest) {
    values = combineTwo(strategy, values, listValues(challenger));
    strategy = challenger.strategy;
  }
  return values.filter(({ value }) => value !== null);
}

function combineTwo(strategy: Strategy, established: readonly Value[], challenger: readonly Value[]): readonly Value[] {
  switch (strategy) {
    case 'None':
    case 'Atomic Overrides':
      return established;
    case 'Atomic Defaults':
      return challenger;
    case 'Patch Defaults':
      return patch(established, challenger);
    case 'Patch Overrides':
      return patch(challenger, established);
  }
}

/** RFC 7386: what the patch says replaces what was there at that place, above it and below it. */
function patch(base: readonly Value[], over: readonly Value[]): readonly Value[] {
  const collides = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
  return [...base.filter(({ path }) => !over.some((each) => collides(each.path, path))), ...over];
}
