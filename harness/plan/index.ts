export { checkCatalogue } from './check-catalogue.ts';
export { checkSelection } from './check-selection.ts';
export { nearest } from './nearest.ts';
export { belongsToProfile, planRun } from './plan-run.ts';
export type { Plan, PlannedScenario } from './types.ts';
