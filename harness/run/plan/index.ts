export { checkCatalogue } from './check-catalogue.ts';
export { planRun } from './plan-run.ts';
export type { Plan, PlannedScenario } from './types.ts';
