import { createNode, type Node } from '../read/node.ts';
import { compareConditions, type StatusDifference } from './compare-conditions.ts';
import { ANCESTORS, compareEntries, PARENTS } from './compare-entries.ts';
import type { ListenerOpinion, StatusOpinion } from './opinion.ts';

export type { StatusDifference } from './compare-conditions.ts';

/** What is wrong with the status of an object as the API server gives it. Entries of other controllers do not count. */
export function compareStatus(
  opinion: StatusOpinion,
  object: unknown,
  controllerName: string,
): readonly StatusDifference[] {
  const node = createNode(`${opinion.kind} ${opinion.name}`, '', object);
  const status = node.get('status');
  const generation = node.get('metadata').get('generation').optionalNumber();
  if ('parents' in opinion) return compareEntries(PARENTS, opinion.parents, { status, controllerName, generation });
  if ('ancestors' in opinion)
    return compareEntries(ANCESTORS, opinion.ancestors, { status, controllerName, generation });
  const whole = compareConditions(opinion.conditions, status, 'status', generation);
  if (!('listeners' in opinion)) return whole;
  const sets = compareSets(opinion.attachedListenerSets, status);
  return [...whole, ...compareListeners(opinion.listeners, status, generation), ...sets];
}

/** Absent is none. */
function compareSets(range: { least: number; most: number } | undefined, status: Node): readonly StatusDifference[] {
  const observed = status.get('attachedListenerSets').optionalNumber() ?? 0;
  if (!range || (observed >= range.least && observed <= range.most)) return [];
  const expected = range.least === range.most ? String(range.least) : `${range.least} to ${range.most}`;
  return [{ path: 'status.attachedListenerSets', expected, observed: String(observed), clause: 'set.attached' }];
}

function compareListeners(
  opinions: readonly ListenerOpinion[],
  status: Node,
  generation: number | undefined,
): readonly StatusDifference[] {
  const entries = status.get('listeners').list();
  const nameOf = (entry: Node) => entry.get('name').text('');
  const missing = opinions.flatMap((opinion): readonly StatusDifference[] => {
    const path = `status.listeners[${opinion.name}]`;
    const entry = entries.find((candidate) => nameOf(candidate) === opinion.name);
    if (!entry) return [{ path, expected: 'an entry', observed: 'absent', clause: 'listener.accepted' }];
    return [
      ...compareConditions(opinion.conditions, entry, path, generation),
      ...compareCount(opinion, entry, path),
      ...compareKinds(opinion, entry, path),
    ];
  });
  const extra = entries
    .map(nameOf)
    .filter((name) => !opinions.some((opinion) => opinion.name === name))
    .map(
      (name): StatusDifference => ({
        path: `status.listeners[${name}]`,
        expected: 'absent: there is no such listener',
        observed: 'an entry',
        clause: 'listener.accepted',
      }),
    );
  return [...missing, ...extra];
}

function compareCount({ attachedRoutes }: ListenerOpinion, entry: Node, path: string): readonly StatusDifference[] {
  if (!attachedRoutes) return [];
  const { least, most, routes } = attachedRoutes;
  const observed = entry.get('attachedRoutes').optionalNumber();
  if (observed !== undefined && observed >= least && observed <= most) return [];
  const range = least === most ? String(least) : `${least} to ${most}`;
  const expected = `${range} (${routes.length > 0 ? routes.join(', ') : 'no route'})`;
  const text = observed === undefined ? 'absent' : String(observed);
  return [{ path: `${path}.attachedRoutes`, expected, observed: text, clause: 'listener.attached' }];
}

function compareKinds({ kinds }: ListenerOpinion, entry: Node, path: string): readonly StatusDifference[] {
  if (!kinds) return [];
  const told = entry
    .get('supportedKinds')
    .list()
    .map((kind) => kind.get('kind').text(''));
  const all = kinds.must.every((kind) => told.includes(kind));
  if (all && told.every((kind) => kinds.must.includes(kind) || kinds.may.includes(kind))) return [];
  const more = kinds.may.filter((kind) => !kinds.must.includes(kind));
  const expected = `${kinds.must.join(', ') || 'none'}${more.length > 0 ? `, perhaps ${more.join(', ')}` : ''}`;
  return [{ path: `${path}.supportedKinds`, expected, observed: told.join(', ') || 'none', clause: 'listener.kinds' }];
}
