export { adaptPolicies, throttleClient } from './adapt.ts';
export { type LoadMonitorOptions, startLoadMonitor } from './monitor.ts';
export type { LoadMonitor, LoadRecord } from './types.ts';
