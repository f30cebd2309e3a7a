export { explainRuntimeError, findAdvice } from './explain.ts';
export { findRuntime, isInPath } from './find.ts';
export { createRuntime } from './runtime.ts';
export type { Container, ContainerNetwork, ContainerRuntime } from './types.ts';
