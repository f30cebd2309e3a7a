import { HarnessError } from '../../scenario/errors.ts';

/** Weights as shares of their sum. Throws HarnessError where the test would make no sense. */
export function normalizeWeights(
  weights: Readonly<Record<string, number>>,
  tolerance: number,
  errors: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const entries = Object.entries(weights);
  for (const [backend, weight] of entries) {
    if (Number.isFinite(weight) && weight >= 0) continue;
    throw new HarnessError(`distribution: the weight of "${backend}" must be 0 or more, got ${weight}`);
  }
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  if (sum === 0) throw new HarnessError('distribution: at least one weight must be above 0');
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new HarnessError(`distribution: tolerance must lie between 0 and 1, got ${tolerance}`);
  }
  for (const [name, chance] of Object.entries(errors)) {
    if (chance > 0 && chance < 1) continue;
    throw new HarnessError(`distribution: ${name} must lie between 0 and 1, got ${chance}`);
  }
  return new Map(entries.map(([backend, weight]) => [backend, weight / sum]));
}
