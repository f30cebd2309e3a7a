export { ensureCrds, removeCrds } from './ensure.ts';
export { hasGatewayApi, installCrds } from './install.ts';
export type { CrdSet } from './types.ts';
