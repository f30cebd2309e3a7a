import type { KnownDifference } from './run/known.ts';

/** Where the embedded API server answers otherwise than a real one, and may. Whatever else differs is a defect. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];
