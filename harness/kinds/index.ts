export { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from './gateway-api.ts';
export { listReferences, type Reference } from './references.ts';
export * from './table.ts';
export type { ConditionPlace, Kind, Stage } from './types.ts';
