import { createHash } from 'node:crypto';
import { arbitraryPlan, type Plan, type PlanLimits } from '../../policy/generate/index.ts';
import { messageOf } from '../common/message-of.ts';
import { runCase } from './run-case.ts';
import { samplePlans, shrink } from './shrink.ts';
import { listSimplifiers } from './simplify.ts';
import type { CaseResult, Finding, Ground } from './types.ts';

export interface ExploreOptions {
  seed: string;
  /** Time for looking, ms; what it takes to make differences smaller is not counted. */
  budgetMs: number;
  /** Time for making one finding smaller, ms; 0: it is told as it was found. */
  shrinkMs: number;
  /** Undefined: as many as there is time for. */
  cases?: number;
  atOnce: number;
  /** After so many differences that are not alike the exploration ends. */
  findings: number;
  limits: PlanLimits;
  disposable: boolean;
  onProgress(progress: Progress): void;
}

export interface Progress {
  cases: number;
  stages: number;
  requests: number;
  findings: number;
}

/** A difference, made as small as time allowed. */
export interface Discovery {
  finding: Finding;
  result: CaseResult;
  /** Number of the case that showed it first, from 1, and the time until then. */
  case: number;
  afterMs: number;
  attempts: number;
}

export interface Exploration extends Progress {
  discoveries: readonly Discovery[];
  durationMs: number;
  /** Cases that said nothing, with the reason: the cluster refused an object, or failed. */
  problems: readonly string[];
}

const batch = 64;
/** What the cluster refuses so often is a fault of the generator or the cluster, and nothing more is found. */
const tooManyProblems = 25;

/** Runs generated cases side by side until time, cases or findings are enough. */
export async function explore(ground: Ground, options: ExploreOptions): Promise<Exploration> {
  const { clock, signal } = ground;
  const start = clock.now();
  const arbitrary = arbitraryPlan(options.limits);
  const seed = createHash('sha256').update(options.seed).digest().readInt32LE(0);
  const progress: Progress = { cases: 0, stages: 0, requests: 0, findings: 0 };
  const problems: string[] = [];
  const discoveries: Discovery[] = [];
  const known = new Set<string>();
  let plans: readonly Plan[] = [];
  let next = 0;
  let attempt = 0;
  let shrinking: Promise<void> = Promise.resolve();
  let shrinkingMs = 0;
  const inTime = () =>
    clock.now() - start - shrinkingMs < options.budgetMs &&
    discoveries.length < options.findings &&
    next < (options.cases ?? Number.POSITIVE_INFINITY) &&
    problems.length < tooManyProblems;

  const run = async (plan: Plan, on: Ground = ground, only?: 'status' | 'traffic'): Promise<CaseResult | undefined> => {
    attempt += 1;
    const word = nameCase(options.seed, attempt);
    try {
      return await runCase(on, plan, { word, disposable: options.disposable, only });
    } catch (error) {
      on.signal.throwIfAborted();
      problems.push(messageOf(error));
      return undefined;
    }
  };
  const work = async (): Promise<void> => {
    while (inTime()) {
      // What makes a difference smaller has the cluster for itself.
      await shrinking;
      if (!inTime()) return;
      const number = next;
      next += 1;
      if (number >= plans.length) plans = samplePlans(arbitrary, seed, plans.length + batch);
      const plan = plans[number];
      const result = plan && (await run(plan));
      if (!result) continue;
      progress.cases += 1;
      progress.stages += result.stages.length;
      progress.requests += result.requests;
      await note(result, number + 1);
      options.onProgress({ ...progress });
    }
  };
  const note = async (result: CaseResult, number: number): Promise<void> => {
    // What is known already, and shows in every case, must not hide what else is wrong.
    const finding = result.findings.find((each) => !known.has(likeness(each)));
    if (!finding) return;
    known.add(likeness(finding));
    const afterMs = clock.now() - start;
    progress.findings += 1;
    const before = shrinking;
    shrinking = before.then(async () => {
      if (discoveries.length >= options.findings) return;
      const since = clock.now();
      const smaller = await makeSmaller(result, finding);
      shrinkingMs += clock.now() - since;
      discoveries.push({ ...smaller, case: number, afterMs });
    });
    await shrinking;
  };
  const makeSmaller = async (result: CaseResult, finding: Finding) => {
    const since = clock.now();
    // It is known by now what is wrong: it need not be waited for as long as if it might come right.
    const only = finding.kind === 'status' ? 'status' : finding.kind === 'traffic' ? 'traffic' : undefined;
    const pace = { ...ground.pace, graceMs: ground.pace.graceMs / 4, lateness: 0.5 };
    const found = await shrink(
      { ...result.plan, changes: result.plan.changes.slice(0, result.stages.at(-1)?.changes) },
      { result, finding },
      {
        simplifiers: listSimplifiers(arbitrary),
        atOnce: options.atOnce * 2,
        inTime: () => clock.now() - since < options.shrinkMs,
        attempt: async (plan, ending) => {
          const again = await run(plan, { ...ground, pace, signal: AbortSignal.any([signal, ending]) }, only);
          const alike = again?.findings.filter((each) => each.kind === finding.kind) ?? [];
          const isOther = (each: Finding) => known.has(likeness(each));
          const same =
            alike.find((each) => likeness(each) === likeness(finding)) ?? alike.find((each) => !isOther(each));
          return again && same ? { result: again, finding: same } : undefined;
        },
      },
    );
    return { ...found.result, attempts: found.attempts };
  };

  await Promise.all(Array.from({ length: options.atOnce }, work));
  return { ...progress, discoveries, problems, durationMs: clock.now() - start };
}

/** Two differences of one likeness have, as far as can be told, one and the same cause. */
function likeness({ kind, clause, subject }: Finding): string {
  const field =
    kind === 'status'
      ? subject.replace(/^\S+ \S+ /, '').replace(/\[(?!Accepted|ResolvedRefs|Programmed)[^\]]*\]/g, '[]')
      : '';
  return `${kind} ${clause} ${field}`;
}

function nameCase(seed: string, attempt: number): string {
  const digest = createHash('sha256').update(`${seed} ${attempt}`).digest('hex');
  return `x${digest.slice(0, 7)}`;
}
