import type { RowResult, ScenarioResult } from '../../harness/result/types.ts';
import { formatDuration } from '../text.ts';
import { html, type Markup } from './markup.ts';

/** From the beginning of a scenario to its last row, ms; undefined where nothing of it was run. */
export interface Scale {
  began: number;
  applied: number;
  end: number;
}

/** One scale for all rows of a scenario, so that their bars can be compared. */
export function measureScenario({ startedAt, rows }: ScenarioResult): Scale | undefined {
  const began = Date.parse(startedAt);
  const timed = rows.filter(isTimed);
  const [first] = timed;
  if (!first) return undefined;
  const ends = timed.map((row) => Date.parse(row.startedAt) - began + row.durationMs);
  return { began, applied: Math.max(Date.parse(first.startedAt) - began, 0), end: Math.max(...ends, 1) };
}

function isTimed({ outcome }: RowResult): boolean {
  return outcome !== 'skipped' && outcome !== 'unsupported';
}

/** What the scenario needs was applied in this time. */
export function drawApplied(scale: Scale): Markup {
  return drawBar('done', [0, 0, scale.applied], scale);
}

/** Waited for, then right and held to the end. */
export function drawRow(row: RowResult, scale: Scale): Markup {
  if (!isTimed(row)) return '';
  const from = Math.max(Date.parse(row.startedAt) - scale.began, 0);
  const to = from + row.durationMs;
  const isRight = row.outcome === 'passed';
  const right = row.rightAfterMs === undefined ? (isRight ? from : to) : from + row.rightAfterMs;
  return drawBar(row.outcome, [from, right, to], scale);
}

/** Percent of the scale that is seen, however short it took. */
const LEAST = 0.8;

function drawBar(outcome: string, [from, right, to]: readonly [number, number, number], { end }: Scale): Markup {
  const at = (ms: number): number => Math.min((ms / end) * 100, 100 - LEAST);
  const last = Math.max((to / end) * 100, at(from) + LEAST);
  const turn = Math.max(Math.min(at(right), last - LEAST), at(from));
  return html`<div class="t ${outcome}" style="--f:${at(from).toFixed(1)};--r:${turn.toFixed(1)};--t:${last.toFixed(1)}"></div>`;
}

/** `right after 1.0 s, held until 3.0 s`. */
export function describeTimes({ durationMs, rightAfterMs }: RowResult): string {
  const total = formatDuration(durationMs);
  return rightAfterMs === undefined ? total : `right after ${formatDuration(rightAfterMs)}, held until ${total}`;
}
