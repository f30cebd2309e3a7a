import { isDeepStrictEqual } from 'node:util';
import type { Outcome, Outcomes } from './steps.ts';

/** One place where two servers gave different answers. */
export interface Difference {
  group: string;
  step: string;
  /** `body.spec.size`; `code` */
  path: string;
  real: unknown;
  ours: unknown;
}

/** All places where the answers to a group differ. */
export function compareOutcomes(group: string, real: Outcomes, ours: Outcomes): Difference[] {
  const steps = [...new Set([...Object.keys(real), ...Object.keys(ours)])];
  return steps.flatMap((step) => {
    const found = findDifferences(real[step] as Outcome | undefined, ours[step], '');
    return found.map((difference) => ({ group, step, ...difference }));
  });
}

function findDifferences(real: unknown, ours: unknown, path: string): Omit<Difference, 'group' | 'step'>[] {
  if (isDeepStrictEqual(real, ours)) return [];
  if (Array.isArray(real) && Array.isArray(ours) && real.length === ours.length) {
    return real.flatMap((item, index) => findDifferences(item, ours[index], `${path}[${index}]`));
  }
  if (isFields(real) && isFields(ours)) {
    const names = [...new Set([...Object.keys(real), ...Object.keys(ours)])];
    return names.flatMap((name) => findDifferences(real[name], ours[name], path === '' ? name : `${path}.${name}`));
  }
  return [{ path, real, ours }];
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
