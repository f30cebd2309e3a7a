import { backendRules } from './topics/backends.ts';
import { grantRules } from './topics/grants.ts';
import { parentRules } from './topics/parents.ts';
import type { Rule } from './types.ts';

/** Every rule of meaning, topic by topic. */
export const meaningRules: readonly Rule[] = [...parentRules, ...backendRules, ...grantRules];
