import { main } from './main.ts';

export type { RunListener } from '../result/listener.ts';
export type { RunResult, ScenarioResult } from '../result/types.ts';
export { HarnessError, Mismatch, UsageError } from '../scenario/errors.ts';

/**
 * Runs gwconf as its command line does, in this process: `await run(['run', '--profiles', 'GATEWAY-HTTP'])`.
 * @param argv the words after `gwconf`
 * @returns the exit code: 0 conformant or done, 1 not conformant, 2 usage, 3 harness or infrastructure, 130 interrupted
 */
export async function run(argv: readonly string[]): Promise<number> {
  return await main(argv);
}
