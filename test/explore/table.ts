/** What the explorer made of one defect. */
export interface Judgement {
  name: string;
  /** Cases that were run. */
  cases: number;
  /** Why cases said nothing, where some did. */
  problem?: string;
  found?: {
    kind: string;
    subject: string;
    expected: string;
    observed: string;
    clause: string;
    /** Number of the case that showed it. */
    case: number;
    afterMs: number;
    /** Objects and stages of the case after it was made smaller. */
    objects: number;
    stages: number;
  };
}

export function renderTable(judgements: readonly Judgement[]): string {
  const rows = judgements.map(({ name, cases, found, problem }) =>
    found
      ? [
          `\`${name}\``,
          'found',
          String(found.case),
          `${(found.afterMs / 1_000).toFixed(1)} s`,
          `${found.objects} objects, ${found.stages} ${found.stages === 1 ? 'stage' : 'stages'}`,
          `${found.kind}: expected ${found.expected}, got ${found.observed} (\`${found.clause}\`)`,
        ]
      : [`\`${name}\``, problem === undefined ? 'not found' : `not found: ${problem}`, String(cases), '', '', ''],
  );
  const head = ['defect', 'explorer', 'cases', 'after', 'smallest case', 'what it says'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(escapeCell).join(' | ')} |`).join('\n');
}

export function summarize(judgements: readonly Judgement[]): string {
  const found = judgements.filter((each) => each.found);
  return `${found.length} of ${judgements.length} seeded defects found by the explorer`;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
