export { isNameTaken } from './explain.ts';
export { createKind } from './kind.ts';
export type { CreateOptions, Kind } from './types.ts';
