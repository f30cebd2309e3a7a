import type { RowResult, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import type { Ending as ProgramEnding } from '../run-program.ts';
import type { Mistake, Mutant } from './generate/types.ts';
import type { OfficialVerdict } from './official.ts';

/**
 * `control`: the gateway as it is, under the conditions that the defects are given. `defect`: one that somebody seeded.
 * `generated`: one that a machine made in the sources.
 */
export type Kind = 'control' | 'defect' | 'generated' | 'variant';

/** What is read of how a run ended. */
export type Ending = Omit<ProgramEnding, 'result'> & { result?: Pick<RunResult, 'scenarios' | 'errors'> };

/** A gateway to run the suite against. */
export interface Subject {
  kind: Kind;
  name: string;
  /** Runs this scenario alone instead of all. */
  only?: string;
  /** Scenarios whose features are claimed for it, whatever the gateway claims itself. */
  needs?: readonly string[];
  /** What the official suite is asked about it; default: Gateways. */
  asked?: readonly Asked[];
  /** Of a generated one. */
  mutant?: Mutant;
  /** Mistakes that the same gateway makes beside that, each in a file of its own. */
  beside?: readonly Mutant[];
}

/** What the official suite has tests of. */
export type Asked = 'gateway' | 'mesh';

/**
 * `expected`: the defect was caught, or the conformant gateway passes. `unproven`: nothing but requests that nobody
 * answered in time speak of a defect, and a busy machine would give the same. `broken`: the run says nothing about the
 * gateway.
 */
export type Verdict = 'expected' | 'unexpected' | 'unproven' | 'broken';

export interface Judgement extends Omit<Subject, 'mutant' | 'beside' | 'needs' | 'asked'> {
  mistake?: Mistake;
  verdict: Verdict;
  /** Ids of the scenarios that failed, in the order of the run; for a defect, of those that prove it. */
  failed: readonly string[];
  /** The first failure, or why the run is broken; empty where there is nothing to say. */
  message: string;
  /** What the official suite says of the same gateway, where it was asked. */
  official?: OfficialVerdict;
}

/** What a run says about its gateway. Only a failed scenario catches a defect: an error is the harness's own. */
export function judgeRun(judged: Subject, ending: Ending): Judgement {
  const subject = describeSubject(judged);
  const { exitCode, result } = ending;
  const scenarios = result?.scenarios ?? [];
  const failures = scenarios.filter(({ outcome }) => outcome === 'failed');
  if (!result || scenarios.length === 0 || (exitCode !== 0 && exitCode !== 1))
    return { ...subject, verdict: 'broken', failed: listIds(failures), message: explainBrokenRun(ending) };
  return isDefect(subject) ? judgeDefect(subject, failures) : judgeConformant(subject, exitCode, scenarios);
}

/** A defect that no scenario of those that were asked fails on. */
export function miss(defect: Subject): Judgement {
  return { ...describeSubject(defect), verdict: 'unexpected', failed: [], message: '' };
}

/** Whether the suite is to fail on it. */
export function isDefect({ kind }: Pick<Subject, 'kind'>): boolean {
  return kind === 'defect' || kind === 'generated';
}

type Named = Omit<Judgement, 'verdict' | 'failed' | 'message'>;

function describeSubject({ mutant, beside: _, needs: __, asked: ___, ...named }: Subject): Named {
  if (!mutant) return named;
  const { source: ____, ...mistake } = mutant;
  return { ...named, mistake };
}

function judgeDefect(subject: Named, failures: readonly ScenarioResult[]): Judgement {
  const proofs = failures.filter((scenario) => findProof(scenario) !== undefined);
  const verdict = proofs.length > 0 ? 'expected' : failures.length > 0 ? 'unproven' : 'unexpected';
  const shown = proofs.length > 0 ? proofs : failures;
  const message = shown[0] ? describeFailure(shown[0]) : '';
  return { ...subject, verdict, failed: listIds(shown), message };
}

function judgeConformant(subject: Named, exitCode: 0 | 1, scenarios: readonly ScenarioResult[]): Judgement {
  const failures = scenarios.filter(({ outcome }) => outcome === 'failed');
  const asked = subject.only?.split(',');
  const left = scenarios.find(
    ({ id, outcome }) => outcome !== 'passed' && outcome !== 'unsupported' && (asked?.includes(id) ?? true),
  );
  const verdict = exitCode === 0 && !left ? 'expected' : 'unexpected';
  const reason = left ? `${left.id} is ${left.outcome}: ${left.reason ?? 'no reason given'}` : '';
  return {
    ...subject,
    verdict,
    failed: listIds(failures),
    message: failures[0] ? describeFailure(failures[0]) : reason,
  };
}

/** Whether every gateway was told apart as it should be, and the official suite had its say where it was asked. */
export function succeeded(judgements: readonly Judgement[]): boolean {
  return judgements.every(({ verdict, official }) => verdict === 'expected' && official?.broken === undefined);
}

/**
 * The first failed row that says more than that an answer did not come in time. Datagrams that are led astray are never
 * answered, nor are messages of a stream that somebody holds: where others of the scenario were, the silence says enough.
 */
function findProof({ rows }: ScenarioResult): RowResult | undefined {
  const answered = new Set(rows.filter(({ outcome }) => outcome === 'passed').map(({ kind }) => kind));
  return rows.find(({ kind, outcome, mismatches }) => {
    const isTimeOut = mismatches.length > 0 && mismatches.every(({ observed }) => observed.includes('ETIMEDOUT'));
    const saysEnough = kind === 'udp' || mismatches.some(({ observed }) => observed.includes(IN_A_STREAM));
    return outcome === 'failed' && (!isTimeOut || (saysEnough && answered.has(kind)));
  });
}

/** What a request was at that ended before a message of its stream was answered. */
const IN_A_STREAM = 'waiting for the answer to message';

function describeFailure(scenario: ScenarioResult): string {
  const row = findProof(scenario) ?? scenario.rows.find(({ outcome }) => outcome === 'failed');
  if (!row) return scenario.reason ?? 'no message';
  const sent = row.evidence?.exchanges.at(-1)?.line;
  return `${row.name}${sent === undefined ? '' : ` (${sent})`}: ${row.message ?? 'no message'}`;
}

function listIds(scenarios: readonly ScenarioResult[]): readonly string[] {
  return scenarios.map(({ id }) => id);
}

function explainBrokenRun({ exitCode, result, stderr }: Ending): string {
  const end = exitCode === undefined ? 'the run was killed' : `the run ended with exit code ${exitCode}`;
  const error = result?.errors[0]?.message ?? result?.scenarios.find(({ outcome }) => outcome === 'error')?.reason;
  const why = error ?? stderr.trim().split('\n').at(-1);
  return why ? `${end}: ${why}` : end;
}
