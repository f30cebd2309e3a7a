import { isObject } from '../../apimachinery/json.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import type { Policy } from '../rules/world/types.ts';

/** How two specs in conflict become one: https://gateway-api.sigs.k8s.io/geps/gep-713/#designing-a-merge-strategy */
export type Strategy = 'None' | 'Atomic Defaults' | 'Patch Defaults' | 'Atomic Overrides' | 'Patch Overrides';

export interface Said {
  strategy: Strategy;
  /** What the policy wants, without what only says where and how. */
  proper: JsonObject;
}

/** Fields that say where a policy counts, and how it is combined with others. */
const DIRECTIVES = ['targetRef', 'targetRefs', 'targetSelectors', 'strategy', 'mergeType'];

/** What a policy says, and by which strategy: `overrides` or `defaults` around it, and `strategy` or `mergeType`, as two known patterns have it. */
export function readSaid({ object }: Policy, isDirect: boolean): Said {
  const spec = isObject(object.value.spec) ? object.value.spec : {};
  const { overrides, defaults } = spec;
  const wrapped = isObject(overrides) ? overrides : isObject(defaults) ? defaults : spec;
  const proper = Object.fromEntries(Object.entries(wrapped).filter(([name]) => !DIRECTIVES.includes(name)));
  if (isDirect) return { strategy: 'None', proper };
  const how = [wrapped.strategy, spec.strategy, spec.mergeType].find((value) => typeof value === 'string') ?? '';
  const isPatch = /patch|merge/i.test(String(how));
  if (isObject(overrides)) return { strategy: isPatch ? 'Patch Overrides' : 'Atomic Overrides', proper };
  return { strategy: isPatch ? 'Patch Defaults' : 'Atomic Defaults', proper };
}
