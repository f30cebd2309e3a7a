export { describeFeatures, describeRequirement, describeStep } from './describe.ts';
export { type GatewayClassFacts, inspectGatewayClass } from './gateway-class.ts';
export { createInstallation, type Installation, type InstallationTools, type InstallOptions } from './installation.ts';
export { type LoadedImplementation, listImplementations, loadImplementation, readImplementation } from './load.ts';
export { applyParameters } from './parameters.ts';
export { type InstallPlace, prepareImplementation } from './prepare.ts';
export type { WaitOptions } from './workload.ts';
