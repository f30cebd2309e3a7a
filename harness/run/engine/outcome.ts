import type {
  KnownFailureResult,
  Level,
  Outcome,
  ProfilePart,
  ProfileResult,
  RowResult,
  ScenarioResult,
} from '../../result/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { ownFeatureOf } from './own.ts';

/** Why the engine stops before all is done; the text is the reason in the result. */
export const INTERRUPTED = 'interrupted';
/** What the process of an interrupted run ends with: 128 and the number of SIGINT. */
export const INTERRUPTED_EXIT = 130;

/** Why a run was stopped: by the user, or by what the signal's reason tells of. */
export function explainStop({ reason }: AbortSignal): string {
  return reason instanceof HarnessError ? `not run: ${reason.message.split('\n')[0]?.replace(/\.$/, '')}` : INTERRUPTED;
}

/** Why a row is skipped that `--grep` leaves out. */
export const NOT_MATCHED = 'not matched by --grep';

export interface Verdict {
  outcome: Outcome;
  reason?: string;
  /** Over the rows of level `official` alone; missing where the scenario is of level `spec`. */
  official?: Outcome;
}

/**
 * The outcome of a scenario from its rows. A failure says more than an error beside it. A scenario of which `--grep`
 * left rows out is not passed, since it was not run whole.
 * @param assertions how many expectations were put to the implementation
 * @param stop why the run was stopped meanwhile
 */
export function judgeScenario(
  rows: readonly RowResult[],
  assertions: number,
  stop?: string,
  level: Level = 'official',
): Verdict {
  const verdict = judgeRows(rows, assertions, stop);
  if (level === 'spec') return verdict;
  const official = rows.filter((row) => row.level === 'official');
  return { ...verdict, official: judgeRows(official, assertions, stop).outcome };
}

function judgeRows(rows: readonly RowResult[], assertions: number, stop?: string): Omit<Verdict, 'official'> {
  for (const outcome of ['failed', 'error'] as const) {
    const [first, ...others] = rows.filter((row) => row.outcome === outcome);
    if (first) return { outcome, reason: describeFirst(first, others.length) };
  }
  // Nothing went wrong: it was not run to its end, as those that come after it are not at all.
  if (stop !== undefined) return { outcome: 'skipped', reason: stop };
  const passed = rows.filter((row) => row.outcome === 'passed').length;
  if (passed < rows.length) {
    const other = rows.find(({ outcome, message }) => outcome === 'skipped' && message !== NOT_MATCHED);
    const why = other ? `${other.name}: ${other.message}; passed:` : '--grep matches';
    const ends = other ? '' : ', which passed';
    return { outcome: 'skipped', reason: `run in part: ${why} ${passed} of ${rows.length} rows${ends}` };
  }
  if (assertions === 0) return { outcome: 'error', reason: 'the scenario made no assertion' };
  return { outcome: 'passed' };
}

export interface Judged {
  scenarios: readonly ScenarioResult[];
  errors: readonly unknown[];
  knownFailures?: readonly KnownFailureResult[];
  /** `official`: rows of level `spec` decide nothing. Default: `spec`. */
  gate?: Level;
  /** Those that must be whole (`--strict`), at least one; undefined: none must. */
  profiles?: readonly ProfileResult[];
}

/**
 * 1 where a scenario failed, whatever else happened: that the implementation is not conformant is proven then. 3 where
 * the harness or the infrastructure stood in the way, or nothing passed at all. Known failures do not count; a
 * known one that passed does, since whoever relies on the list must hear of it. Then 1 where profiles must be whole and
 * one is not, and else 0.
 */
export function chooseExitCode({ scenarios, errors, knownFailures = [], gate = 'spec', profiles }: Judged): 0 | 1 | 3 {
  // Of what has no official test, who asks for it wants to know all.
  const outcomeOf = (scenario: ScenarioResult): Outcome | undefined =>
    gate === 'spec' || ownFeatureOf(scenario) !== undefined ? scenario.outcome : scenario.official;
  if (scenarios.some((scenario) => outcomeOf(scenario) === 'failed' && countsAgainst(scenario))) return 1;
  if (knownFailures.some(({ outcome, flaky }) => outcome === 'passed' && !flaky)) return 1;
  if (errors.length > 0 || scenarios.some((scenario) => outcomeOf(scenario) === 'error')) return 3;
  const somethingRan = scenarios.some(({ rows }) =>
    rows.some(({ outcome }) => outcome === 'passed' || outcome === 'failed'),
  );
  if (!somethingRan) return 3;
  return profiles === undefined || areWhole(profiles) ? 0 : 1;
}

function areWhole(profiles: readonly ProfileResult[]): boolean {
  const isPartial = (part: ProfilePart | undefined): boolean => part?.result === 'partial';
  return profiles.length > 0 && !profiles.some(({ core, extended }) => isPartial(core) || isPartial(extended));
}

function countsAgainst({ knownFailure }: ScenarioResult): boolean {
  return knownFailure === undefined;
}

function describeFirst(row: RowResult, others: number): string {
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'row' : 'rows'})`;
  return `${row.name}: ${row.message ?? row.outcome}${more}`;
}
