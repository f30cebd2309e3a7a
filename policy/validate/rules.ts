import { fitRules } from '../fit/fit.ts';
import { meaningRules } from '../rules/index.ts';
import type { RuleFacts } from '../rules/types.ts';
import { fileRules } from './file-rules.ts';

/** What every rule tells of itself, topic by topic. */
export const allRules: readonly RuleFacts[] = [
  ...Object.values(fileRules),
  ...meaningRules,
  ...Object.values(fitRules),
];
