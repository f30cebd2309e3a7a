export { checkCatalogue, findScenarioDefects } from './check/index.ts';
export { planRun } from './plan-run.ts';
export type { Plan, PlannedScenario } from './types.ts';
export { compareVersions, parseVersion } from './versions.ts';
