export { createExplainEnv } from './explain-env.ts';
export { createListenerHub } from './listener-hub.ts';
export { runConformance } from './run.ts';
