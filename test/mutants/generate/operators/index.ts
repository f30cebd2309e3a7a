import type { Operator } from '../types.ts';
import { conditionOperators } from './conditions.ts';
import { listOperators } from './lists.ts';
import { timeOperators } from './time.ts';
import { valueOperators } from './values.ts';

/** Every kind of mistake, each with a name of its own. */
export const operators: readonly Operator[] = [
  ...conditionOperators,
  ...listOperators,
  ...valueOperators,
  ...timeOperators,
];
