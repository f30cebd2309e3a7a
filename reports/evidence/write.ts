import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeYamlDocuments } from '../../harness/common/write-yaml.ts';
import type { Evidence, RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { clauseLines } from '../clauses.ts';
import { ReportError } from '../errors.ts';
import { writeFileWhole } from '../files.ts';
import { exchangeLines, mismatchLines } from '../text.ts';
import { nameRowFolder } from './folders.ts';

/** Tells a folder of ours, which may be replaced, from one of somebody else's. */
const MARK = 'README.txt';

/**
 * Writes a folder for each row that left evidence: `summary.txt`, `objects.yaml`, `events.yaml`, `exchanges.txt` and
 * `logs/SOURCE.log`. The folder of an earlier run is removed, also where this run left none.
 * @returns whether there was evidence
 * @throws ReportError where the folder is not one of ours, or cannot be written
 */
export function writeEvidence(result: RunResult, folder: string): boolean {
  removeEarlier(folder);
  const rows = result.scenarios.flatMap((scenario) =>
    scenario.rows.flatMap((row) => (row.evidence ? [{ scenario, row, evidence: row.evidence }] : [])),
  );
  if (rows.length === 0) return false;
  writeFileWhole(join(folder, MARK), describeFolder(result));
  for (const { scenario, row, evidence } of rows) {
    const place = join(folder, nameRowFolder(scenario, row));
    for (const [name, text] of listFiles(result, scenario, row, evidence)) writeFileWhole(join(place, name), text);
  }
  return true;
}

function removeEarlier(folder: string): void {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.length > 0 && !entries.includes(MARK)) {
    throw new ReportError(`${folder} holds files that are not of a report; move them, or choose another --output-dir`);
  }
  rmSync(folder, { recursive: true, force: true });
}

function describeFolder({ runId, startedAt, seed }: RunResult): string {
  return [
    `Evidence of the rows that failed in the run ${runId} of ${startedAt}, seed ${seed}.`,
    'One folder for each scenario, and in it one for each row: the cluster as it was at the failure, before clean-up.',
    'Objects, events and logs are taken once for each step, and are with its first row that failed.',
    'The next run into the same folder replaces all of this.\n',
  ].join('\n');
}

function* listFiles(
  result: RunResult,
  scenario: ScenarioResult,
  row: RowResult,
  evidence: Evidence,
): Iterable<[string, string]> {
  yield ['summary.txt', describeRow(result, scenario, row)];
  if (evidence.objects.length > 0) yield ['objects.yaml', writeYamlDocuments(evidence.objects)];
  if (evidence.events.length > 0) yield ['events.yaml', writeYamlDocuments(evidence.events)];
  if (evidence.exchanges.length > 0) yield ['exchanges.txt', describeExchanges(evidence)];
  for (const { source, lines } of evidence.logs) {
    yield [join('logs', `${source.replaceAll(/[^\w.-]+/g, '_')}.log`), lines.map((line) => `${line}\n`).join('')];
  }
}

function describeRow(result: RunResult, scenario: ScenarioResult, row: RowResult): string {
  const lines = [
    `${scenario.id}: ${row.name}`,
    `${row.outcome}: ${row.message ?? ''}`,
    '',
    ...mismatchLines(row.mismatches),
    '',
    `started ${row.startedAt}, took ${row.durationMs} ms, ${row.tries} tries`,
    'requires',
    ...clauseLines(result, row).map((line) => `  ${line}`),
    `rerun    ${scenario.reproduce}`,
  ];
  return `${lines.join('\n')}\n`;
}

function describeExchanges({ exchanges }: Evidence): string {
  const blocks = exchanges.map((exchange, index) => {
    const { sent, came } = exchangeLines(exchange);
    const head = `# ${index + 1} of ${exchanges.length}, at ${exchange.startedAt}, ${exchange.durationMs} ms`;
    const repeat = exchange.repeat === undefined ? [] : [`$ ${exchange.repeat}`];
    return [head, ...sent.map((line) => `> ${line}`), ...came.map((line) => `< ${line}`), ...repeat].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}
