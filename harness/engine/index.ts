export { createExplainEnv, type ExplainOptions } from './explain-env.ts';
export { createListenerHub } from './listener-hub.ts';
export { type EngineParts, runConformance } from './run.ts';
