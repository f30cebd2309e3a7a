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
    const found = compareStep(real[step], ours[step]);
    return found.map((difference) => ({ group, step, ...difference }));
  });
}

/** Answers of two kinds are one difference, whatever is in them. */
function compareStep(real: Outcome | undefined, ours: Outcome | undefined): Omit<Difference, 'group' | 'step'>[] {
  const isOther = real?.code !== ours?.code || readKind(real) !== readKind(ours);
  if (isOther) return [{ path: 'answer', real: summarise(real), ours: summarise(ours) }];
  return findDifferences(real, ours, '');
}

function readKind(outcome: Outcome | undefined): unknown {
  return Reflect.get(Object(outcome?.body), 'kind');
}

function summarise(outcome: Outcome | undefined): unknown {
  const { message, text, kind } = Object(outcome?.body) as Record<string, unknown>;
  return { code: outcome?.code, said: message ?? text ?? kind ?? null };
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
