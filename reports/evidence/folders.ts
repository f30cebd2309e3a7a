import type { RowResult, ScenarioResult } from '../../harness/result/types.ts';

/** Folder of a row's evidence below the evidence folder: `HTTPRouteWeight/03-weights-70-30-and-0`. */
export function nameRowFolder(scenario: ScenarioResult, row: RowResult): string {
  const number = String(scenario.rows.indexOf(row) + 1).padStart(2, '0');
  const words = row.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${scenario.id}/${[number, words.slice(0, 60).replace(/-+$/, '')].filter(Boolean).join('-')}`;
}
