import { conformant } from './conformant.ts';
import { injectFaults } from './faults/index.ts';
import { selectHabits } from './variants/index.ts';

/** Names of a list that is separated by commas. */
export function readNames(text = ''): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Refuses names of defects and variants that there are none of. Throws one sentence. */
export function checkSettings({ faults, variants }: { faults?: string; variants?: string }): void {
  injectFaults(conformant, readNames(faults));
  selectHabits(readNames(variants));
}
