export { systemClock } from './clock.ts';
export { consistently } from './consistently.ts';
export { eventually, type Probe } from './eventually.ts';
export { eventuallyAll } from './eventually-all.ts';
export { type FakeClock, fakeClock } from './fake-clock.ts';
export { createPolicies } from './policies.ts';
export { type StateSource, type WatchedState, watchStays, watchUntil } from './watch.ts';
