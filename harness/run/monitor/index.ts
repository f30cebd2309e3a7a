export { adaptPolicies, throttleClient } from './adapt.ts';
export { startLoadMonitor } from './monitor.ts';
export type { LoadMonitor, LoadRecord } from './types.ts';
