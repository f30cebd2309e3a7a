import type { RunResult, ScenarioResult } from '../../result/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import { judgeRun } from '../engine/judge.ts';
import { INTERRUPTED_EXIT } from '../engine/outcome.ts';
import { createNames } from '../names/index.ts';
import { refuseUnfitShards } from './check.ts';
import type { ReadShard } from './types.ts';

type Shard = RunResult & { shard: NonNullable<RunResult['shard']> };

/**
 * The result of the run that these are the shards of: verdict, profiles and features are what one run without shards
 * would have come to, by the same code. Times span all shards.
 * @throws UsageError where they are not all the shards of one run
 */
export function mergeShards(
  read: readonly ReadShard[],
  catalogue: Pick<Catalogue, 'releases' | 'profiles'>,
): RunResult {
  refuseUnfitShards(read);
  const shards = read
    .map(({ result }) => result)
    .filter((result): result is Shard => result.shard !== undefined)
    .sort((a, b) => a.shard.index - b.shard.index);
  const [first] = shards;
  if (!first) throw new UsageError('there is no shard to merge');
  const errors = shards.flatMap((result) => result.errors);
  const { shard: asked, exitCode: _exitCode, ...rest } = first;
  const judged = judgeRun({
    catalogue,
    gatewayApiVersion: first.gatewayApi.version,
    claimed: first.features,
    exempt: first.features.exempt,
    profiles: asked.profiles,
    skipProvisional: asked.skipProvisional,
    scenarios: first.scenarios.map((_, place) => takeScenario(shards, place)),
    known: (first.knownFailures ?? []).map(({ outcome: _outcome, ...known }) => known),
    errors,
    gate: first.gate,
    strict: first.strict,
    isPart: false,
  });
  return {
    ...rest,
    runId: nameRun(first),
    command: leaveOutShard(first.command),
    ...spanTimes(shards),
    clauses: mergeClauses(shards),
    ...judged,
    errors,
    ...(shards.some(({ exitCode }) => exitCode === INTERRUPTED_EXIT) ? { exitCode: INTERRUPTED_EXIT } : {}),
  };
}

/** From the shard that ran it; what none runs is the same in all. */
function takeScenario(shards: readonly Shard[], place: number): ScenarioResult {
  const found = shards.map(({ scenarios }) => scenarios[place]).filter((one) => one !== undefined);
  const [own = found[0]] = found.filter(({ shard }) => shard === undefined);
  if (!own) throw new UsageError('the shards have no scenarios');
  return own;
}

/** Shards have ids of their own, since they may share a cluster; official names are the same for all. */
function nameRun({ seed, runId }: RunResult): string {
  const official = createNames(seed, true).runId;
  return runId === official ? official : createNames(seed, false).runId;
}

function leaveOutShard(command: readonly string[]): string[] {
  return command.filter((word, at) => !/^--shard(=|$)/.test(word) && command[at - 1] !== '--shard');
}

/** From the first start to the last end; of each phase the longest, of the load the worst. */
function spanTimes(shards: readonly Shard[]): Pick<RunResult, 'startedAt' | 'durationMs' | 'phases' | 'timing'> {
  const [first] = shards;
  if (!first) throw new UsageError('there is no shard to merge');
  const starts = shards.map(({ startedAt }) => Date.parse(startedAt));
  const start = Math.min(...starts);
  const end = Math.max(...shards.map(({ durationMs }, at) => (starts[at] ?? start) + durationMs));
  const names = new Set(shards.flatMap(({ phases }) => phases.map(({ name }) => name)));
  const timeOf = ({ phases }: Shard, name: string): number =>
    phases.filter((phase) => phase.name === name).reduce((sum, phase) => sum + phase.durationMs, 0);
  const worst = (figure: keyof RunResult['timing']['load']): number =>
    Math.max(...shards.map(({ timing }) => timing.load[figure]));
  return {
    startedAt: new Date(start).toISOString(),
    durationMs: end - start,
    phases: [...names].map((name) => ({
      name,
      durationMs: Math.max(...shards.map((shard) => timeOf(shard, name))),
    })),
    timing: {
      ...first.timing,
      load: {
        slowness: worst('slowness'),
        apiMs: worst('apiMs'),
        delayMs: worst('delayMs'),
        pendingPods: worst('pendingPods'),
      },
    },
  };
}

function mergeClauses(shards: readonly Shard[]): RunResult['clauses'] {
  const known = new Map(shards.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause] as const)));
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
