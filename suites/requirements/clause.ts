import type { Requirement, RequirementLevel } from '../../harness/scenario/catalogue.ts';

/** Release whose text the requirements were read from. */
const RELEASE = 'v1.7.0';
const REPOSITORY = `https://github.com/kubernetes-sigs/gateway-api/blob/${RELEASE}`;

/** Lines of a file of the specification's repository: the API's doc comments are the specification. */
export function clause(file: string, first: number, last: number): string {
  return `${REPOSITORY}/${file}#L${first}-L${last}`;
}

/** The same in another release: the pages of the site are no part of the sources any more. */
export function clauseOf(release: string, file: string, first: number, last: number): string {
  return clause(file, first, last).replace(RELEASE, release);
}

/** The same for a file of apis/v1. */
export function apiClause(file: string, first: number, last: number): string {
  return clause(`apis/v1/${file}`, first, last);
}

/**
 * Its id is kept as a literal, so that scenarios can only cite what there is.
 * @param untested why no scenario proves it
 */
export function requirement<const Id extends string>(
  id: Id,
  level: RequirementLevel,
  text: string,
  source: string,
  untested?: string,
): Requirement<Id> {
  return { id, level, text, source, ...(untested === undefined ? {} : { untested }) };
}
