import type { Outcome, RunResult } from '../../harness/result/types.ts';
import { showControls } from '../printable.ts';
import { countOf, oneLine } from '../text.ts';

export interface Change {
  /** `ScenarioId`, or `ScenarioId row name`. */
  name: string;
  before?: Outcome;
  after?: Outcome;
  /** Why it did not pass, in the later run. */
  reason?: string;
}

/** What one run found otherwise than another. */
export interface Difference {
  /** What both were run with: version of the suite, of the Gateway API, of the implementation. */
  settings: readonly { name: string; before: string; after: string }[];
  /** It passed, and failed or ended in an error later. */
  regressions: readonly Change[];
  fixed: readonly Change[];
  /** Any other change, of what was skipped or came new. */
  others: readonly Change[];
}

export function diffResults(before: RunResult, after: RunResult): Difference {
  const [earlier, later] = [listOutcomes(before), listOutcomes(after)];
  const changes = [...new Set([...earlier.keys(), ...later.keys()])].flatMap((name): Change[] => {
    const [was, is] = [earlier.get(name), later.get(name)];
    if (was?.outcome === is?.outcome) return [];
    return [{ name, before: was?.outcome, after: is?.outcome, ...(is?.reason ? { reason: is.reason } : {}) }];
  });
  const isBad = (outcome: Outcome | undefined): boolean => outcome === 'failed' || outcome === 'error';
  const regressions = changes.filter((one) => one.before === 'passed' && isBad(one.after));
  const fixed = changes.filter((one) => isBad(one.before) && one.after === 'passed');
  return {
    settings: listSettings(before, after),
    regressions,
    fixed,
    others: changes.filter((one) => !regressions.includes(one) && !fixed.includes(one)),
  };
}

/** Scenarios, and the rows of those that were run. */
function listOutcomes({ scenarios }: RunResult): Map<string, { outcome: Outcome; reason?: string }> {
  return new Map(
    scenarios.flatMap(({ id, outcome, reason, rows }) => [
      [id, { outcome, reason: outcome === 'passed' ? undefined : reason }] as const,
      ...rows.map((row) => [`${id} ${row.name}`, { outcome: row.outcome, reason: row.message }] as const),
    ]),
  );
}

function listSettings(before: RunResult, after: RunResult): Difference['settings'] {
  const read = (result: RunResult): [string, string][] => [
    ['gwconf', result.gwconfVersion],
    ['Gateway API', `${result.gatewayApi.version} ${result.gatewayApi.channel}`],
    ['implementation', `${result.implementation.project} ${result.implementation.version}`],
    ['Kubernetes', `${result.cluster.kubernetesVersion} on ${result.cluster.provider}`],
    ['features', result.features.supported.join(', ')],
    ['seed', result.seed],
  ];
  const later = new Map(read(after));
  return read(before)
    .map(([name, value]) => ({ name, before: value, after: later.get(name) ?? '' }))
    .filter((one) => one.before !== one.after);
}

/** Text for the console. */
export function renderDifference({ settings, regressions, fixed, others }: Difference): string {
  const show = (text: string): string => oneLine(showControls(text));
  const list = (title: string, changes: readonly Change[]): string[] =>
    changes.length === 0
      ? []
      : [
          `${title} (${changes.length})`,
          ...changes.map(({ name, before = 'not there', after = 'not there', reason }) => {
            const why = reason === undefined || after === 'passed' ? '' : `: ${reason}`;
            return `  ${show(`${name}: ${before}, then ${after}${why}`)}`;
          }),
        ];
  const lines = [
    ...settings.map(({ name, before, after }) => show(`${name}: ${before}, then ${after}`)),
    ...list('Regressions', regressions),
    ...list('Fixed', fixed),
    ...list('Other changes', others),
    `${countOf(regressions.length, 'regression')}, ${fixed.length} fixed, ${countOf(others.length, 'other change')}`,
  ];
  return `${lines.join('\n')}\n`;
}
