import type { ClauseId } from '../clauses.ts';
import type { Node } from '../read/node.ts';
import type { ConditionOpinion } from './opinion.ts';

/** One point where a status says something that the specification does not allow. */
export interface StatusDifference {
  /** `status.listeners[http].attachedRoutes`, `status.conditions[Accepted].reason`. */
  path: string;
  expected: string;
  observed: string;
  clause: ClauseId;
}

/** Conditions of an object, or of an entry of its status. */
export function compareConditions(
  opinions: readonly ConditionOpinion[],
  holder: Node,
  path: string,
  generation: number | undefined,
): readonly StatusDifference[] {
  const conditions = holder.get('conditions').list();
  return opinions.flatMap((opinion): StatusDifference[] => {
    const { type, allowed, clause, why } = opinion;
    const at = `${path}.conditions[${type}]`;
    const expected = `${describeAllowed(allowed)}${why ? ` (${why})` : ''}`;
    const found = conditions.find((condition) => condition.get('type').text('') === type);
    if (!found) return opinion.optional ? [] : [{ path: at, expected, observed: 'absent', clause }];
    const [status, reason] = [found.get('status').text(''), found.get('reason').text('')];
    const fits = allowed.some(
      (each) => each.status === status && (each.reasons === undefined || each.reasons.includes(reason)),
    );
    if (!fits) return [{ path: at, expected, observed: `${status} (${reason})`, clause }];
    const observed = found.get('observedGeneration').optionalNumber();
    if (generation === undefined || observed === generation) return [];
    return [
      {
        path: `${at}.observedGeneration`,
        expected: String(generation),
        observed: observed === undefined ? 'absent' : String(observed),
        clause: 'generation',
      },
    ];
  });
}

function describeAllowed(allowed: ConditionOpinion['allowed']): string {
  return allowed.map(({ status, reasons }) => (reasons ? `${status} (${reasons.join(' or ')})` : status)).join(' or ');
}
