export { arbitraryPlan, defaultLimits, type PlanLimits } from './arbitrary.ts';
export { controlListener, describeManifest, type Manifest, type Place } from './place.ts';
export type { Plan, RulePlan } from './plan.ts';
export { type ChosenRequest, chooseRequests } from './requests/choose.ts';
export { type Operation, planStages, type Stage } from './stages.ts';
export { arbitraryWorld, type WorldLimits } from './world/arbitrary.ts';
export { type ChosenAsk, chooseAsks } from './world/asks.ts';
export { buildWorld } from './world/build.ts';
export { echoMethods, echoService, routeKinds, type WorldPlan } from './world/plan.ts';
