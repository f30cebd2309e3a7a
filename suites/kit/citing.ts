import type { Step } from '../../harness/scenario/steps.ts';
import type { HttpRow } from '../../harness/scenario/traffic.ts';
import type { RequirementId } from './scenario.ts';

/** What a row says of a route, a Gateway or a request. */
type Sort =
  /** Status of a route that is taken whole, whose references are bad, and that is not taken. */
  | 'attached'
  | 'unresolved'
  | 'refused'
  | 'gateway'
  /** A request that a backend answers, that nobody has a rule for, and that ends in an error. */
  | 'served'
  | 'unserved'
  | 'failing'
  | 'shared'
  | 'other';

/** Requirements by sort of row. */
export type Citations = Partial<Record<Sort, readonly [RequirementId, ...RequirementId[]]>>;

/**
 * The same steps, each of whose rows cites the requirements of its sort, so that a failure names the clause that was broken.
 * For scenarios of many rows that show the same; those that say so themselves (`proves`) keep theirs.
 */
export function citing(citations: Citations, steps: readonly Step[]): Step[] {
  return steps.map((step) => {
    if (step.requirements !== undefined) return step;
    if (step.kind === 'http') {
      const [first, ...rest] = step.rows;
      const cite = (row: HttpRow) => withCitation(row, citations[sortRow(row)]);
      return { ...step, rows: [cite(first), ...rest.map(cite)] };
    }
    const sort = sortStep(step);
    return sort === undefined ? step : withCitation(step, citations[sort]);
  });
}

function withCitation<Item extends { requirements?: readonly string[] }>(
  item: Item,
  requirements: readonly string[] | undefined,
): Item {
  return requirements === undefined || item.requirements !== undefined ? item : { ...item, requirements };
}

function sortRow({ expect }: HttpRow): Sort {
  if ('connection' in expect) return 'unserved';
  if ('backend' in expect || 'oneOf' in expect || 'redirect' in expect) return 'served';
  return [expect.status].flat().includes(404) ? 'unserved' : 'failing';
}

function sortStep(step: Step): Sort | undefined {
  switch (step.kind) {
    case 'status':
      return step.ref.startsWith('Gateway/') ? 'gateway' : sortRoute(JSON.stringify(step.expect));
    case 'distribution':
      return 'shared';
    case 'absent':
    case 'custom':
      return 'other';
    default:
      return undefined;
  }
}

function sortRoute(expect: string): Sort {
  if (/"Accepted":\{"status":"False"/.test(expect)) return 'refused';
  return /"ResolvedRefs":\{"status":"False"/.test(expect) ? 'unresolved' : 'attached';
}
