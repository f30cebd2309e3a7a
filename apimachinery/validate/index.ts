export { loadReleaseJudge, type ReleaseJudge } from './load.ts';
export type { Finding, ObjectVerdict, Stage, ValidateOptions } from './types.ts';
export { makeObjectJudge, type ObjectJudge } from './validator.ts';
