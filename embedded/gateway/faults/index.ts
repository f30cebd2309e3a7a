import type { Behaviour } from '../behaviour/types.ts';
import { describeUnknown } from '../unknown.ts';
import { attachmentFaults } from './attachment.ts';
import { backendFaults } from './backends.ts';
import { callFaults } from './calls.ts';
import { changeFaults } from './changes.ts';
import { corsFaults } from './cors.ts';
import { filterFaults } from './filters.ts';
import { frontendFaults } from './frontends.ts';
import { gapFaults } from './gaps.ts';
import { generationFaults } from './generations.ts';
import { groupFaults } from './groups.ts';
import { handshakeFaults } from './handshakes.ts';
import { hostnameFaults } from './hostnames.ts';
import { indexedFaults } from './indexed.ts';
import { informedFaults } from './informed.ts';
import { ingressFaults } from './ingress.ts';
import { interplayFaults } from './interplay.ts';
import { keptFaults } from './kept.ts';
import { kindFaults } from './kinds.ts';
import { limitFaults } from './limits.ts';
import { listenerSetFaults } from './listener-sets.ts';
import { literalFaults } from './literals.ts';
import { loopedFaults } from './looped.ts';
import { matchingFaults } from './matching.ts';
import { meshFaults } from './mesh.ts';
import { mirrorFaults } from './mirrors.ts';
import { movedFaults } from './moved.ts';
import { policyFaults } from './policies.ts';
import { precedenceFaults } from './precedence.ts';
import { proxiedFaults } from './proxied.ts';
import { readingFaults } from './readings.ts';
import { reasonFaults } from './reasons.ts';
import { referenceFaults } from './references.ts';
import { reportedFaults } from './reported.ts';
import { reportedObjectFaults } from './reported-objects.ts';
import { requestFaults } from './requests.ts';
import { rewriteFaults } from './rewrites.ts';
import { secondFaults } from './seconds.ts';
import { servingFaults } from './serving.ts';
import { sessionFaults } from './sessions.ts';
import { slipFaults } from './slips.ts';
import { sortedFaults } from './sorted.ts';
import { staleFaults } from './stale.ts';
import { statusFaults } from './status.ts';
import { streamFaults } from './streams.ts';
import { templatedFaults } from './templated.ts';
import { translatedFaults } from './translated.ts';
import type { Fault } from './types.ts';
import { wireFaults } from './wire.ts';

/** All seeded defects, switched on by `GWCONF_FAULTS`. */
export const faults: readonly Fault[] = [
  ...referenceFaults,
  ...matchingFaults,
  ...precedenceFaults,
  ...hostnameFaults,
  ...attachmentFaults,
  ...backendFaults,
  ...filterFaults,
  ...requestFaults,
  ...rewriteFaults,
  ...mirrorFaults,
  ...corsFaults,
  ...callFaults,
  ...streamFaults,
  ...listenerSetFaults,
  ...policyFaults,
  ...frontendFaults,
  ...statusFaults,
  ...generationFaults,
  ...reasonFaults,
  ...servingFaults,
  ...staleFaults,
  ...slipFaults,
  ...meshFaults,
  ...ingressFaults,
  ...changeFaults,
  ...gapFaults,
  ...sessionFaults,
  ...kindFaults,
  ...readingFaults,
  ...secondFaults,
  ...limitFaults,
  ...literalFaults,
  ...interplayFaults,
  ...groupFaults,
  ...keptFaults,
  ...wireFaults,
  ...handshakeFaults,
  ...movedFaults,
  ...reportedFaults,
  ...reportedObjectFaults,
  ...translatedFaults,
  ...sortedFaults,
  ...templatedFaults,
  ...proxiedFaults,
  ...informedFaults,
  ...indexedFaults,
  ...loopedFaults,
];

/** The behaviour with the faults named. Throws one sentence that names an unknown one. */
export function injectFaults(behaviour: Behaviour, names: readonly string[]): Behaviour {
  return names.reduce((changed, name) => {
    const fault = faults.find((candidate) => candidate.name === name);
    if (!fault) throw describeUnknown('GWCONF_FAULTS', name, faults);
    return fault.change(changed);
  }, behaviour);
}
