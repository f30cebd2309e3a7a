import { badRequest } from '../../../apimachinery/errors/status.ts';

/** What a number must look like to be too large for a double. */
const HUGE = /\d[eE]\+?\d{3}|\d{309}/;

/** True for a text whose numbers are worth a look. */
export function mayHoldHuge(text: string): boolean {
  return HUGE.test(text);
}

/** Infinity is no JSON, and would be written as null. @throws ApiError 400 */
export function checkNumbers(value: unknown): void {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'number' && !Number.isFinite(next))
      throw badRequest(`the body holds ${next}, which is no JSON`);
    if (typeof next === 'object' && next !== null) for (const child of Object.values(next)) open.push(child);
  }
}
