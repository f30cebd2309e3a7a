import picocolors from 'picocolors';
import type { Outcome, ScenarioResult } from '../../harness/result/types.ts';

type JudgedScenario = Pick<ScenarioResult, 'outcome' | 'knownFailure'>;

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

/** Colours, or none at all. */
export function createStyle(color: boolean): Style {
  const paint = picocolors.createColors(color);
  return { bold: paint.bold, dim: paint.dim, good: paint.green, bad: paint.red, warn: paint.yellow };
}

/** How to show a run: live only on a terminal that a person watches; no escape codes anywhere else. */
export function chooseView(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): { live: boolean; color: boolean } {
  const live = isTerminal && env.TERM !== 'dumb' && !isSet(env.CI);
  if (isSet(env.NO_COLOR)) return { live, color: false };
  return { live, color: live || isSet(env.FORCE_COLOR) };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}

const words: Readonly<Record<Outcome, string>> = {
  passed: 'pass',
  failed: 'FAIL',
  error: 'ERROR',
  skipped: 'skip',
  unsupported: 'n/a',
};

/** The outcome as a word of five letters' width. */
export function outcomeWord({ outcome, knownFailure }: JudgedScenario, style: Style): string {
  if (knownFailure !== undefined) return style.warn('known');
  return paintOutcome(outcome, words[outcome].padEnd(5), style);
}

function paintOutcome(outcome: Outcome, text: string, style: Style): string {
  if (outcome === 'passed') return style.good(text);
  if (outcome === 'failed' || outcome === 'error') return style.bad(text);
  return style.dim(text);
}
