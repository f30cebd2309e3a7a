import { quoteCommand } from '../../common/exec/quote.ts';
import type { RunInput } from './types.ts';

/** Command that runs one scenario again, with the same settings and names, into a folder of its own. */
export function describeReproduction(
  { settings, rerun }: Pick<RunInput, 'settings' | 'rerun'>,
  scenario: string,
): string {
  const own = ['--only', scenario, '--seed', settings.seed, '--output-dir', `gwconf-rerun/${scenario}`];
  const [program = 'gwconf', ...words] = rerun;
  return quoteCommand(program, [...words, ...own]);
}
