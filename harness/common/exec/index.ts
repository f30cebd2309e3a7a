export { MissingProgramError, ProgramError } from './errors.ts';
export { quoteCommand } from './quote.ts';
export { type ProgramOptions, type RunProgram, runProgram } from './run.ts';
