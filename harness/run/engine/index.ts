export { listExplainedBase } from './explain-base.ts';
export { createExplainEnv, type ExplainPlace } from './explain-env.ts';
export { createListenerHub } from './listener-hub.ts';
export { runConformance } from './run.ts';
