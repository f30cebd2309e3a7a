import type { ClauseId } from '../clauses.ts';
import type { ParentReference } from '../objects.ts';
import type { Node } from '../read/node.ts';
import { readParent } from '../read/route.ts';
import { compareConditions, type StatusDifference } from './compare-conditions.ts';
import type { ParentOpinion } from './opinion.ts';

/** Entries of a status that controllers write, each about another object. */
export interface EntryKind {
  list: 'parents' | 'ancestors';
  ref: 'parentRef' | 'ancestorRef';
  /** Whether an entry is about that object. */
  isOf(told: ParentReference, wanted: ParentReference): boolean;
  /** That there must be an entry. */
  clause: ClauseId;
  /** That there may be no other one. */
  extra?: ClauseId;
}

export const PARENTS: EntryKind = {
  list: 'parents',
  ref: 'parentRef',
  isOf: isSame,
  clause: 'route.accepted',
  extra: 'route.parents',
};

/** An entry may be for a section of the Gateway. */
export const ANCESTORS: EntryKind = {
  list: 'ancestors',
  ref: 'ancestorRef',
  isOf: (told, wanted) => isSame(withoutSection(told), withoutSection(wanted)),
  clause: 'policy.ancestors',
};

export interface Told {
  status: Node;
  controllerName: string;
  generation: number | undefined;
}

/** Entries of other controllers do not count. */
export function compareEntries(
  { list, ref, isOf, clause, extra }: EntryKind,
  opinions: readonly ParentOpinion[],
  { status, controllerName, generation }: Told,
): readonly StatusDifference[] {
  const entries = status
    .get(list)
    .list()
    .filter((entry) => entry.get('controllerName').text('') === controllerName)
    .map((entry) => ({ entry, about: readParent(entry.get(ref), '') }));
  const expected = opinions.flatMap(({ parent, conditions, optional }): readonly StatusDifference[] => {
    const path = `status.${list}[${describeParent(parent)}]`;
    const found = entries.filter(({ about }) => isOf(about, parent));
    if (found.length > 0) return found.flatMap(({ entry }) => compareConditions(conditions, entry, path, generation));
    return optional ? [] : [{ path, expected: 'an entry', observed: 'absent', clause }];
  });
  if (extra === undefined) return expected;
  const others = entries.filter(({ about }) => !opinions.some(({ parent }) => isOf(about, parent)));
  return [
    ...expected,
    ...others.map(
      ({ about }): StatusDifference => ({
        path: `status.${list}[${describeParent(about)}]`,
        expected: 'absent: the route has no such parentRef',
        observed: 'an entry',
        clause: extra,
      }),
    ),
  ];
}

function withoutSection(parent: ParentReference): ParentReference {
  return { ...parent, sectionName: undefined, port: undefined };
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
