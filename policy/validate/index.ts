export { loadReleaseJudge, type ReleaseJudge } from '../../apimachinery/validate/index.ts';
export { compareRouting, type RoutingChange, renderChanges } from '../change/compare-routing.ts';
export { type Claims, findClaims, listImplementations } from '../fit/published.ts';
export { renderConsole } from '../output/console.ts';
export { isAtLeast } from '../output/counts.ts';
export { renderGithub } from '../output/github.ts';
export { renderJson } from '../output/json.ts';
export { renderJunit } from '../output/junit.ts';
export { renderSarif } from '../output/sarif.ts';
export type { Rendered } from '../output/types.ts';
export { type Level, levels, type RuleFacts, type Stage } from '../rules/types.ts';
export { allRules } from './rules.ts';
export type {
  ConfiguredSuppression,
  Finding,
  Place,
  RelatedPlace,
  Source,
  SuppressedFinding,
  ValidateOptions,
  Validation,
} from './types.ts';
export { validate } from './validate.ts';
