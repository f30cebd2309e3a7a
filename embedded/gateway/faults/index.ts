import type { Behaviour } from '../behaviour/types.ts';
import type { Fault } from './types.ts';

/** All seeded defects, switched on by `GWCONF_FAULTS`. */
export const faults: readonly Fault[] = [];

/** The behaviour with the faults named. Throws one sentence that names an unknown one. */
export function injectFaults(behaviour: Behaviour, names: readonly string[]): Behaviour {
  return names.reduce((changed, name) => {
    const fault = faults.find((candidate) => candidate.name === name);
    if (!fault)
      throw new Error(`GWCONF_FAULTS names "${name}"; known are ${faults.map((known) => known.name).join(', ')}`);
    return fault.change(changed);
  }, behaviour);
}
