export { type Forwards, startForwards } from './forwards.ts';
export { createPortForwarder } from './port-forward.ts';
export { probeTcp, type Reached } from './probe.ts';
export { createReach, type ReachMode } from './reach.ts';
