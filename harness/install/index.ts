export type { WaitOptions } from './deployment.ts';
export { type GatewayClassFacts, inspectGatewayClass } from './gateway-class.ts';
export { createInstallation, type Installation, installImplementation } from './installation.ts';
export { listImplementations, loadImplementation } from './load.ts';
export { applyParameters } from './parameters.ts';
