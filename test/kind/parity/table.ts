/** What one run of either suite said. */
export interface SuiteRun {
  /** `official`, `ours 1`, `ours 2 (busy)` */
  name: string;
  suite: 'official' | 'ours';
  /** Of the whole program, s. */
  seconds: number;
  verdicts: ReadonlyMap<string, Verdict>;
  /** Why it said nothing; undefined where it did. */
  broken?: string;
}

export interface Verdict {
  outcome: string;
  seconds: number;
  /** Why it did not pass, one sentence. */
  reason?: string;
  /** A row of level `spec` failed beside a verdict that counts the official ones alone. */
  beyond?: boolean;
}

/** Scenarios that both suites have, with what each run said. */
function listShared(runs: readonly SuiteRun[]): string[] {
  const of = (suite: SuiteRun['suite']) =>
    new Set(runs.filter((run) => run.suite === suite).flatMap(({ verdicts }) => [...verdicts.keys()]));
  const [official, ours] = [of('official'), of('ours')];
  if (official.size === 0 || ours.size === 0) return [...official, ...ours].sort();
  return [...official].filter((name) => ours.has(name)).sort();
}

/** One line a scenario, one column a run; a star where the runs disagree. */
export function formatVerdicts(runs: readonly SuiteRun[]): string {
  const rows = listShared(runs).map((name) => {
    const cells = runs.map(({ verdicts }) => describeVerdict(verdicts.get(name)));
    const outcomes = new Set(runs.map(({ verdicts }) => verdicts.get(name)?.outcome));
    return [outcomes.size > 1 ? '*' : '', name, ...cells];
  });
  return alignColumns([['', 'Scenario', ...runs.map(({ name }) => name)], ...rows]);
}

/** Scenarios on whose outcome two runs disagree, sorted. */
export function findDifferences(runs: readonly SuiteRun[]): string[] {
  return listShared(runs).filter(
    (name) => new Set(runs.map(({ verdicts }) => verdicts.get(name)?.outcome ?? 'not run')).size > 1,
  );
}

/** How long each run took and how many times as fast ours are; the sum of what both ran, too. */
export function formatTimes(runs: readonly SuiteRun[]): string {
  const shared = listShared(runs);
  const lines = runs.map(({ name, seconds, verdicts }) => {
    const count = (wanted: string) => shared.filter((id) => verdicts.get(id)?.outcome === wanted).length;
    return [name, `${seconds.toFixed(1)} s`, `${count('passed')} passed`, `${count('failed')} failed`];
  });
  const official = mean(runs.filter(({ suite }) => suite === 'official').map(({ seconds }) => seconds));
  const ours = mean(runs.filter(({ suite }) => suite === 'ours').map(({ seconds }) => seconds));
  const ratio =
    official === undefined || ours === undefined
      ? []
      : [`${official.toFixed(1)} s / ${ours.toFixed(1)} s: ${(official / ours).toFixed(1)} times as fast`];
  return [alignColumns(lines), ...ratio].join('\n');
}

/** Scenarios in which only rows failed that no official test asks. */
export function listBeyond(runs: readonly SuiteRun[]): string[] {
  const ids = runs.flatMap(({ verdicts }) => [...verdicts].flatMap(([id, { beyond }]) => (beyond ? [id] : [])));
  return [...new Set(ids)].sort();
}

/** Why runs did not pass what others did: for each scenario and outcome what the first of them said. */
export function explainDifferences(runs: readonly SuiteRun[]): string[] {
  return findDifferences(runs).flatMap((name) => {
    const lines = new Map<string, { names: string[]; reason?: string }>();
    for (const run of runs) {
      const { outcome, reason } = run.verdicts.get(name) ?? { outcome: 'not run' };
      const line = lines.get(outcome) ?? { names: [], reason };
      line.names.push(run.name);
      lines.set(outcome, line);
    }
    lines.delete('passed');
    return [...lines].map(([outcome, { names, reason }]) => {
      return `${name} ${outcome} (${names.join(', ')})${reason ? `: ${reason}` : ''}`;
    });
  });
}

function describeVerdict(verdict: Verdict | undefined): string {
  return verdict === undefined ? 'not run' : `${verdict.outcome} ${verdict.seconds.toFixed(1)} s`;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
