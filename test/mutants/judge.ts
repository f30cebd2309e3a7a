import type { RunResult, ScenarioResult } from '../../harness/result/types.ts';

export type Kind = 'defect' | 'variant';

/** A gateway to run the suite against. */
export interface Subject {
  kind: Kind;
  name: string;
}

/** How a run ended. `result` is missing where it wrote none; `stderr` says why. */
export interface Ending {
  /** Missing where the run was killed, as one that takes too long is. */
  exitCode?: number;
  result?: Pick<RunResult, 'scenarios' | 'errors'>;
  stderr: string;
}

/** `expected`: the defect was caught, or the variant passes. `broken`: the run says nothing about the gateway. */
export type Verdict = 'expected' | 'unexpected' | 'broken';

export interface Judgement extends Subject {
  verdict: Verdict;
  /** Ids of the scenarios that failed, in the order of the run. */
  failed: readonly string[];
  /** The first failure, or why the run is broken; empty where there is nothing to say. */
  message: string;
}

/** What a run says about its gateway. Only a failed scenario catches a defect: an error is the harness's own. */
export function judgeRun(subject: Subject, ending: Ending): Judgement {
  const { exitCode, result } = ending;
  const scenarios = result?.scenarios ?? [];
  const failures = scenarios.filter(({ outcome }) => outcome === 'failed');
  const failed = failures.map(({ id }) => id);
  if (!result || scenarios.length === 0 || (exitCode !== 0 && exitCode !== 1))
    return { ...subject, verdict: 'broken', failed, message: explainBrokenRun(ending) };
  const first = failures[0];
  if (first) {
    const verdict = subject.kind === 'defect' ? 'expected' : 'unexpected';
    return { ...subject, verdict, failed, message: describeFailure(first) };
  }
  const left = scenarios.find(({ outcome }) => outcome !== 'passed');
  const passes = exitCode === 0 && !left;
  const message = left ? `${left.id} is ${left.outcome}: ${left.reason ?? 'no reason given'}` : '';
  const verdict = subject.kind === 'variant' && passes ? 'expected' : 'unexpected';
  return { ...subject, verdict, failed, message };
}

/** Whether every gateway was told apart as it should be. */
export function succeeded(judgements: readonly Judgement[]): boolean {
  return judgements.every(({ verdict }) => verdict === 'expected');
}

function describeFailure(scenario: ScenarioResult): string {
  const row = scenario.rows.find(({ outcome }) => outcome === 'failed');
  return row?.message ?? scenario.reason ?? 'no message';
}

function explainBrokenRun({ exitCode, result, stderr }: Ending): string {
  const end = exitCode === undefined ? 'the run was killed' : `the run ended with exit code ${exitCode}`;
  const error = result?.errors[0]?.message ?? result?.scenarios.find(({ outcome }) => outcome === 'error')?.reason;
  const why = error ?? stderr.trim().split('\n').at(-1);
  return why ? `${end}: ${why}` : end;
}
