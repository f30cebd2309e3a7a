export { type CaseOutcome, tryCases } from './cases.ts';
export { makeRules } from './evaluate.ts';
export { type Exported, exportPolicy } from './export.ts';
export { listLibrary, type PolicyFile, readLibrary } from './library.ts';
export { readCases, readPolicy } from './read.ts';
export { type OrganisationPolicy, type PolicyCase, PolicyError } from './types.ts';
