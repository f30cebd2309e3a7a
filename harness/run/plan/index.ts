export { nearest } from '../../common/nearest.ts';
export { checkCatalogue } from './check-catalogue.ts';
export { checkSelection } from './check-selection.ts';
export { belongsToProfile, planRun } from './plan-run.ts';
export type { Plan, PlannedScenario } from './types.ts';
