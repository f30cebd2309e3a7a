import type { ClauseId } from '../clauses.ts';
import type { ParentReference } from '../objects.ts';
import { createNode, type Node } from '../read/node.ts';
import { readParent } from '../read/route.ts';
import type { ConditionOpinion, ListenerOpinion, ParentOpinion, StatusOpinion } from './opinion.ts';

/** One point where a status says something that the specification does not allow. */
export interface StatusDifference {
  /** `status.listeners[http].attachedRoutes`, `status.conditions[Accepted].reason`. */
  path: string;
  expected: string;
  observed: string;
  clause: ClauseId;
}

/** What is wrong with the status of an object as the API server gives it. Entries of other controllers do not count. */
export function compareStatus(
  opinion: StatusOpinion,
  object: unknown,
  controllerName: string,
): readonly StatusDifference[] {
  const node = createNode(`${opinion.kind} ${opinion.name}`, '', object);
  const status = node.get('status');
  const generation = node.get('metadata').get('generation').optionalNumber();
  if ('parents' in opinion) return compareParents(opinion.parents, status, controllerName, generation);
  if ('ancestors' in opinion) return compareAncestors(opinion.ancestors, status, controllerName, generation);
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

function compareAncestors(
  opinions: readonly ParentOpinion[],
  status: Node,
  controllerName: string,
  generation: number | undefined,
): readonly StatusDifference[] {
  const entries = status
    .get('ancestors')
    .list()
    .filter((entry) => entry.get('controllerName').text('') === controllerName)
    .map((entry) => ({ entry, ancestor: readParent(entry.get('ancestorRef'), '') }));
  return opinions.flatMap(({ parent, conditions, optional }): readonly StatusDifference[] => {
    const path = `status.ancestors[${describeParent(parent)}]`;
    const whole = { ...parent, sectionName: undefined, port: undefined };
    // An entry may be for a section of the Gateway.
    const found = entries.filter(({ ancestor }) =>
      isSame({ ...ancestor, sectionName: undefined, port: undefined }, whole),
    );
    if (found.length > 0) return found.flatMap(({ entry }) => compareConditions(conditions, entry, path, generation));
    return optional ? [] : [{ path, expected: 'an entry', observed: 'absent', clause: 'policy.ancestors' }];
  });
}

function compareConditions(
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

function compareParents(
  opinions: readonly ParentOpinion[],
  status: Node,
  controllerName: string,
  generation: number | undefined,
): readonly StatusDifference[] {
  const entries = status
    .get('parents')
    .list()
    .filter((entry) => entry.get('controllerName').text('') === controllerName)
    .map((entry) => ({ entry, parent: readParent(entry.get('parentRef'), '') }));
  const expected = opinions.flatMap((opinion): readonly StatusDifference[] => {
    const path = `status.parents[${describeParent(opinion.parent)}]`;
    const found = entries.find(({ parent }) => isSame(parent, opinion.parent));
    if (found) return compareConditions(opinion.conditions, found.entry, path, generation);
    return opinion.optional ? [] : [{ path, expected: 'an entry', observed: 'absent', clause: 'route.accepted' }];
  });
  const extra = entries
    .filter(({ parent }) => !opinions.some((opinion) => isSame(parent, opinion.parent)))
    .map(
      ({ parent }): StatusDifference => ({
        path: `status.parents[${describeParent(parent)}]`,
        expected: 'absent: the route has no such parentRef',
        observed: 'an entry',
        clause: 'route.parents',
      }),
    );
  return [...expected, ...extra];
}

function describeParent({ namespace, name, sectionName, port }: ParentReference): string {
  const place = namespace === '' ? name : `${namespace}/${name}`;
  return [place, sectionName ?? '', port === undefined ? '' : String(port)].filter(Boolean).join(':');
}

/** The namespace of a status entry may be left out as it may be in the spec. */
function isSame(told: ParentReference, wanted: ParentReference): boolean {
  return (
    told.group === wanted.group &&
    told.kind === wanted.kind &&
    told.name === wanted.name &&
    (told.namespace === '' || told.namespace === wanted.namespace) &&
    told.sectionName === wanted.sectionName &&
    told.port === wanted.port
  );
}
