import type { ClauseRecord, RowResult, RunResult } from '../harness/result/types.ts';

/** The clauses of the specification that a row proves, in its order. */
export function findClauses({ clauses }: Pick<RunResult, 'clauses'>, { requirements }: RowResult): ClauseRecord[] {
  return requirements.flatMap((id) => clauses.find((clause) => clause.id === id) ?? []);
}

/** Two lines for each clause: level, text and id, then where it stands. */
export function clauseLines(result: Pick<RunResult, 'clauses'>, row: RowResult): string[] {
  return findClauses(result, row).flatMap(({ id, level, text, url }) => [`${level}: ${text} [${id}]`, `  ${url}`]);
}
