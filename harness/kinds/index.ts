export { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from './gateway-api.ts';
export { listReferences, type Reference } from './references.ts';
export * from './table.ts';
export { type ConditionPlace, type Kind, STAGES, type Stage } from './types.ts';
