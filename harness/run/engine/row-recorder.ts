import type { Evidence, RowResult } from '../../result/types.ts';
import type { RowOutcome, RowPlan } from '../../steps/index.ts';
import type { Clock } from '../../wait/types.ts';
import { describeAnswer } from '../evidence/answer.ts';
import { redactText } from '../evidence/redact-text.ts';

/** Characters of a text that is kept: an answer may be as long as it likes. */
const GREATEST_TEXT = 4000;

/** Turns what came of rows into results, in the order of the scenario's rows. */
export interface RowRecorder {
  record(plan: RowPlan, outcome: RowOutcome, evidence?: Evidence): void;
  skip(plan: RowPlan, message: string): void;
  rows(): readonly RowResult[];
}

export function createRowRecorder(clock: Clock, onRow: (row: RowResult) => void): RowRecorder {
  const rows: RowResult[] = [];
  const add = (row: RowResult): void => {
    rows.push(row);
    onRow(row);
  };
  return {
    record({ step, kind, name, level, requirements }, { exchanges, mismatches, message, ...outcome }, evidence) {
      add({
        step,
        kind,
        name,
        level,
        requirements,
        ...outcome,
        ...(message === undefined ? {} : { message: hold(message) + tellChanges(name, outcome.outcome, rows) }),
        mismatches: mismatches.map(({ path, expected, observed }) => ({
          path: hold(path),
          expected: hold(expected),
          observed: hold(observed),
        })),
        ...describeAnswer(exchanges),
        ...(evidence ? { evidence } : {}),
      });
    },
    skip({ step, kind, name, level, requirements }, message) {
      const startedAt = clock.date().toISOString();
      add({
        step,
        kind,
        name,
        level,
        requirements,
        outcome: 'skipped',
        message,
        startedAt,
        durationMs: 0,
        tries: 0,
        mismatches: [],
      });
    },
    rows: () => rows,
  };
}

/** Kinds of steps that change objects. */
const CHANGES: ReadonlySet<string> = new Set(['apply', 'patch', 'delete', 'custom']);
const SHOWN_CHANGES = 3;

/**
 * What was changed last before a row failed, by the names of the steps: it says what the implementation has not followed.
 * First what the row is about: `renamed: the listener names another Secret` before `renamed: the new certificate`.
 */
function tellChanges(row: string, outcome: RowResult['outcome'], before: readonly RowResult[]): string {
  const end = before.findLastIndex(({ kind }) => CHANGES.has(kind));
  if (outcome !== 'failed' || end < 0) return '';
  const begin = before.slice(0, end).findLastIndex(({ kind }) => !CHANGES.has(kind)) + 1;
  const changes = before.slice(begin, end + 1);
  const isAbout = ({ name }: RowResult) => {
    const [labels = '', what] = name.split(': ');
    return what !== undefined && labels.split(/, | and /).some((label) => row.includes(label));
  };
  const names = [...changes.filter(isAbout), ...changes.filter((one) => !isAbout(one))].map(({ name }) => `'${name}'`);
  const more = names.length > SHOWN_CHANGES ? ` and ${names.length - SHOWN_CHANGES} more` : '';
  return `; changed last: ${names.slice(0, SHOWN_CHANGES).join(', ')}${more}`;
}

/** What the implementation said may be long, and hold credentials. */
function hold(text: string): string {
  const shown = redactText(text.slice(0, 2 * GREATEST_TEXT));
  return text.length > GREATEST_TEXT ? `${shown.slice(0, GREATEST_TEXT)}… (${text.length} characters)` : shown;
}
