import type { ProfilePart, ProfileResult, RunResult } from '../harness/result/types.ts';
import { listStale } from './known.ts';
import { countOf } from './text.ts';

/** What the engine says of a run that was stopped. */
export const INTERRUPTED = 'interrupted';

export interface Verdict {
  tone: 'good' | 'warn' | 'bad';
  /** `Conformant`, `Not conformant`, `No verdict`. */
  headline: string;
  /** What follows, with its own separator; may be empty. */
  detail: string;
}

/**
 * The verdict of a run in a few words. `Conformant` needs a profile whose every core test was run and passed, and no
 * failure beside it.
 */
export function judgeRun(result: RunResult): Verdict {
  if (result.exitCode === 3 || result.exitCode === 130) {
    return isInterrupted(result)
      ? { tone: 'warn', headline: 'No verdict', detail: ': the run was interrupted' }
      : { tone: 'bad', headline: 'No verdict', detail: ': the run had errors of its own' };
  }
  const failed = result.scenarios.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) return judgeFailed(result);
  if (listStale(result).length > 0) {
    return { tone: 'bad', headline: 'Not as known', detail: ': a known failure passed' };
  }
  return judgeCoverage(result);
}

/** The profiles of a run, those of our own last. */
export function listProfiles({
  profiles,
  ownProfiles = [],
}: Pick<RunResult, 'profiles' | 'ownProfiles'>): readonly ProfileResult[] {
  return [...profiles, ...ownProfiles];
}

export function isInterrupted({ errors }: RunResult): boolean {
  return errors.length > 0 && errors.every(({ message }) => message === INTERRUPTED);
}

function judgeFailed({ scenarios, exitCode, knownFailures = [] }: RunResult): Verdict {
  const failed = scenarios.filter(({ outcome }) => outcome === 'failed');
  if (failed.every(({ knownFailure }) => knownFailure !== undefined)) {
    return listStale({ knownFailures }).length > 0
      ? { tone: 'bad', headline: 'Not as known', detail: ': a known failure passed' }
      : { tone: 'warn', headline: 'Not conformant, as known', detail: '' };
  }
  const tone = exitCode === 1 ? 'bad' : 'warn';
  if (failed.every(({ origin }) => origin !== undefined)) {
    return { tone, headline: 'Not as your own scenarios ask', detail: ', though none of the suite failed' };
  }
  if (failed.every(({ official }) => official === undefined || official === 'passed')) {
    return { tone, headline: 'Not as the specification asks', detail: ', though no official test failed' };
  }
  return { tone: 'bad', headline: 'Not conformant', detail: '' };
}

function judgeCoverage(result: RunResult): Verdict {
  const { strict, exitCode, shard } = result;
  const profiles = listProfiles(result);
  if (shard) {
    const detail = `, shard ${shard.index} of ${shard.count}; gwconf report merge gives the verdict of all`;
    return { tone: 'warn', headline: 'Passed what was run', detail };
  }
  const conformant = profiles.filter(({ core }) => core.result === 'success').map(({ name }) => name);
  const others = profiles.filter(({ core }) => core.result !== 'success').map(({ name }) => name);
  const refused = strict && exitCode === 1;
  if (conformant.length === 0) {
    const detail = `, which is no whole profile${refused ? ' (--strict)' : ''}`;
    return { tone: refused ? 'bad' : 'warn', headline: 'Passed what was run', detail };
  }
  if (others.length > 0) {
    const detail = `; not wholly tested: ${others.join(', ')}${refused ? ' (--strict)' : ''}`;
    return { tone: refused ? 'bad' : 'warn', headline: `Conformant to ${conformant.join(', ')}`, detail };
  }
  const detail = refused ? '; extended features were not wholly tested (--strict)' : '';
  return { tone: refused ? 'bad' : 'good', headline: 'Conformant', detail };
}

/** Why a part of a profile is neither success nor failure, one sentence for each reason. */
export function explainPartial({ name, core, extended }: ProfileResult): string[] {
  return [...explainPart(`${name} core`, core), ...(extended ? explainPart(`${name} extended`, extended) : [])];
}

function explainPart(what: string, part: ProfilePart): string[] {
  if (part.result !== 'partial') return [];
  const groups = new Map<string, string[]>();
  for (const { test, reason } of part.untried) groups.set(reason, [...(groups.get(reason) ?? []), test]);
  if (groups.size === 0 && part.passed + part.failed === 0) return [`${what}: nothing of it was run`];
  return [...groups].map(
    ([reason, tests]) => `${what}: ${countOf(tests.length, 'test')} not tried, ${reason}: ${nameSome(tests)}`,
  );
}

/** What the official suite has that no profile or no scenario here covers, one sentence each. */
export function explainOfficial({ official, gatewayApi, scenarios }: RunResult): string[] {
  const lines: string[] = [];
  if (!official.known) {
    lines.push(
      `The official tests of Gateway API ${gatewayApi.version} are not known here; those of ${official.release} stand in for them, so that no profile is a success`,
    );
  }
  const outcomes = official.inNoProfile.flatMap((id) => {
    const found = scenarios.find((scenario) => scenario.id === id);
    return found ? [`${id} ${found.official ?? found.outcome}`] : [];
  });
  if (outcomes.length > 0) {
    lines.push(`In no profile, so that no official report tells of them: ${outcomes.join(', ')}`);
  }
  return lines;
}

export function nameSome(ids: readonly string[]): string {
  const shown = ids.length > 4 ? ids.slice(0, 3) : ids;
  const rest = ids.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
