import type { RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { clauseLines } from '../clauses.ts';
import { distributionLines, exchangeLines, mismatchLines } from '../text.ts';
import { attribute, type CaseNode, type CaseOutcome, clean } from './document.ts';

const MOST_CITED = 3;

export interface Case {
  result: RunResult;
  scenario: ScenarioResult;
  row: RowResult;
}

/** The case with its outcome, and with what a reader needs who sees nothing but this file. */
export function fillCase(node: CaseNode, shown: Case): CaseNode {
  const { row } = shown;
  const forgiven = whyForgiven(shown);
  const output = outputLines(shown, forgiven);
  return {
    ...node,
    ...(row.outcome === 'passed' ? {} : { outcome: outcomeOf(row, forgiven) }),
    ...(output.length > 0 ? { output: clean(output.join('\n')) } : {}),
  };
}

function outcomeOf(row: RowResult, forgiven: string | undefined): CaseOutcome {
  if (forgiven !== undefined)
    return { kind: 'skipped', message: attribute(`${forgiven}: ${row.message ?? row.outcome}`) };
  if (row.outcome === 'failed') return { kind: 'failure', ...describe(row, 'Mismatch') };
  if (row.outcome === 'error') return { kind: 'error', ...describe(row, 'HarnessError') };
  return { kind: 'skipped', message: attribute(row.message ?? row.outcome) };
}

function describe(row: RowResult, type: string): { message: string; type: string; text: string } {
  const message = row.message ?? row.outcome;
  const details = mismatchLines(row.mismatches).join('\n');
  return { message: attribute(`${message}${citeClauses(row)}`), type, text: clean(details || message) };
}

/** The clauses that a failed row is about, for readers who are shown the message alone. */
function citeClauses({ outcome, requirements }: RowResult): string {
  if (outcome !== 'failed' || requirements.length === 0) return '';
  const more = requirements.length - MOST_CITED;
  return ` [${requirements.slice(0, MOST_CITED).join(', ')}${more > 0 ? ` and ${more} more` : ''}]`;
}

/** What is known, or was not asked to decide, must not stop a pipeline that gates on this file. */
function whyForgiven({ result, scenario, row }: Case): string | undefined {
  const isBad = row.outcome === 'failed' || row.outcome === 'error';
  if (isBad && result.gate === 'official' && row.level === 'spec') {
    return 'asked by the specification alone, which --level official does not gate on';
  }
  if (row.outcome === 'failed' && scenario.knownFailure !== undefined) return `known failure, ${scenario.knownFailure}`;
  return undefined;
}

function outputLines({ result, scenario, row }: Case, forgiven: string | undefined): string[] {
  if (row.outcome !== 'failed' && row.outcome !== 'error') return [];
  const lines = [
    ...(forgiven === undefined ? [] : [`not counted: ${forgiven}`, row.message ?? '']),
    ...(row.level === 'spec' ? ['level: asked by the specification, not by the official test'] : []),
    ...(row.outcome === 'failed' ? ['requires:', ...indent(clauseLines(result, row))] : []),
    `tries: ${row.tries} in ${row.durationMs} ms`,
  ];
  if (scenario.flaky) lines.push('flaky: passed when rerun without the others');
  if (row.distribution) lines.push('shares:', ...indent(distributionLines(row.distribution)));
  const last = row.evidence?.exchanges.at(-1);
  if (last) {
    const { sent, came } = exchangeLines(last);
    lines.push('sent:', ...indent(sent), 'came:', ...indent(came));
  }
  for (const log of row.evidence?.logs ?? []) lines.push(`log of ${log.source}:`, ...indent(log.lines.slice(-20)));
  return [...lines, `rerun: ${scenario.reproduce}`];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
