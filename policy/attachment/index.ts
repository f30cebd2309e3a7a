export { renderPolicies } from './render.ts';
export { type EffectivePolicy, type PoliciesView, viewPolicies } from './view.ts';
