import fc from 'fast-check';
import type { Plan } from '../../policy/generate/index.ts';
import type { Simplifier } from './simplify.ts';

export interface ShrinkOptions<Result> {
  simplifiers: readonly Simplifier[];
  /** Runs a plan; undefined where it does not show the difference. May reject once the signal aborts. */
  attempt(plan: Plan, signal: AbortSignal): Promise<Result | undefined>;
  /** Plans that are tried at the same time. */
  atOnce: number;
  /** Whether to go on. */
  inTime(): boolean;
}

interface Found<Result> {
  plan: Plan;
  result: Result;
}

/** Goes from a plan to one of its neighbours that still shows the difference, until none does or time is up. */
export async function shrink<Result>(
  plan: Plan,
  result: Result,
  options: ShrinkOptions<Result>,
): Promise<Found<Result> & { attempts: number }> {
  const { simplifiers, inTime } = options;
  let best: Found<Result> = { plan, result };
  let attempts = 0;
  const tried = new Set<string>([JSON.stringify(plan)]);
  function* untried(plans: Iterable<Plan>): Generator<Plan> {
    for (const candidate of plans) {
      if (!inTime()) return;
      const key = JSON.stringify(candidate);
      if (tried.has(key)) continue;
      tried.add(key);
      attempts += 1;
      yield candidate;
    }
  }
  for (let changed = true; changed && inTime(); ) {
    changed = false;
    for (const simplify of simplifiers)
      for (;;) {
        const found = await findFirst(untried(simplify(best.plan)), options);
        if (!found) break;
        best = found;
        changed = true;
      }
  }
  return { ...best, attempts };
}

/** The first plan that is seen to show the difference; what is still being tried then is ended. */
async function findFirst<Result>(
  plans: Iterator<Plan>,
  { attempt, atOnce }: ShrinkOptions<Result>,
): Promise<Found<Result> | undefined> {
  const ending = new AbortController();
  let found: Found<Result> | undefined;
  const work = async (): Promise<void> => {
    for (let next = plans.next(); !next.done && !found; next = plans.next()) {
      const plan = next.value;
      const result = await attempt(plan, ending.signal).catch((error: unknown) => {
        if (!ending.signal.aborted) throw error;
        return undefined;
      });
      if (result === undefined || found) continue;
      found = { plan, result };
      ending.abort();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

/** The plans of a seed, by number: the same whatever else is asked for. */
export function samplePlans(arbitrary: fc.Arbitrary<Plan>, seed: number, count: number): readonly Plan[] {
  return fc.sample(arbitrary, { seed, numRuns: count });
}
