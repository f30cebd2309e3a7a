import type { FieldMismatch } from '../scenario/custom.ts';

/** Mismatches told in full; the record carries them all. */
const TOLD = 4;

/** The failure in one sentence: `response.status: expected 200, got 404; …`. */
export function formatMismatches(mismatches: readonly FieldMismatch[]): string {
  if (mismatches.length === 0) return 'no mismatch';
  const told = mismatches.slice(0, TOLD).map(({ path, expected, observed }) => {
    return `${path}: expected ${expected}, got ${observed}`;
  });
  const rest = mismatches.length - told.length;
  return rest > 0 ? `${told.join('; ')}; and ${rest} more` : told.join('; ');
}

/** A value as it stands in a mismatch: short, and text told apart from absence. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** `a`, `a or b`, `a, b or c`. */
export function showChoice(values: readonly (string | number)[]): string {
  const last = values.at(-1);
  if (last === undefined) return 'nothing';
  return values.length === 1 ? String(last) : `${values.slice(0, -1).join(', ')} or ${last}`;
}
