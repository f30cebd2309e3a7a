export { findAdvice } from './explain.ts';
export { findRuntime } from './find.ts';
export { createRuntime } from './runtime.ts';
export type { Container, ContainerRuntime } from './types.ts';
