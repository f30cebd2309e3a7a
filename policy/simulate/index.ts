export { renderTraces, renderView } from './render.ts';
export { type Trace, traceRequest } from './trace.ts';
export { type EffectiveView, viewEffective } from './view.ts';
