export { hasGatewayApi, type InstallCrdsOptions, installCrds } from './install.ts';
export type { CrdSet } from './types.ts';
