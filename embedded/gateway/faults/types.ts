import type { Behaviour } from '../behaviour/types.ts';

/** A defect that the suite must catch. */
export interface Fault {
  name: string;
  /** What the bad implementation does, one sentence. */
  description: string;
  /** Replaces the decision that goes wrong. Called once; what it returns may keep a memory. */
  change(behaviour: Behaviour): Behaviour;
}

/** A fault that replaces members of one policy. */
export function fault<Policy extends keyof Behaviour>(
  name: string,
  description: string,
  policy: Policy,
  replace: (right: Behaviour[Policy]) => Partial<Behaviour[Policy]>,
): Fault {
  return {
    name,
    description,
    change: (behaviour) => ({ ...behaviour, [policy]: { ...behaviour[policy], ...replace(behaviour[policy]) } }),
  };
}
