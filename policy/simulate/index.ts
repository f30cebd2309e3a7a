export { renderTraces, renderView } from './render.ts';
export { type Trace, traceAsk, traceMesh } from './trace.ts';
export { type EffectiveView, viewEffective } from './view.ts';
