export { arbitraryPlan, defaultLimits, type PlanLimits } from './arbitrary.ts';
export { controlListener, describeManifest, type Manifest, type Place } from './place.ts';
export type { Plan, RulePlan } from './plan.ts';
export { type ChosenRequest, chooseRequests } from './requests/choose.ts';
export { type Operation, planStages, type Stage } from './stages.ts';
