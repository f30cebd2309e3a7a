import type { KnownFailure } from '../../install/types.ts';
import type { Level, RunResult, ScenarioResult } from '../../result/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import {
  type Coverage,
  computeOwnProfiles,
  computeProfiles,
  describeOfficial,
  findRelease,
  listProvisional,
} from '../profiles/index.ts';
import { listCore } from './features.ts';
import { type Claim, inferFeatures } from './infer.ts';
import { judgeKnown } from './known-failures.ts';
import { chooseExitCode } from './outcome.ts';

/** All that a run's verdict depends on. */
export interface JudgedRun {
  catalogue: Pick<Catalogue, 'releases' | 'profiles'>;
  gatewayApiVersion: string;
  claimed: Claim;
  exempt: readonly string[];
  /** Asked for; empty: each whose core features are all supported. */
  profiles: readonly string[];
  skipProvisional: boolean;
  /** In the catalogue's order. */
  scenarios: readonly ScenarioResult[];
  known: readonly KnownFailure[];
  errors: RunResult['errors'];
  gate: Level;
  strict: boolean;
  /** A shard: what it did not try, others do. */
  isPart: boolean;
}

type Verdict = Pick<
  RunResult,
  'features' | 'scenarios' | 'profiles' | 'ownProfiles' | 'official' | 'provisional' | 'knownFailures' | 'exitCode'
>;

/** What the scenarios' results come to, for a whole run, a shard, and shards that are merged. */
export function judgeRun(run: JudgedRun): Verdict {
  const { claimed, errors, gate, exempt, skipProvisional } = run;
  const core = listCore(run.catalogue, run);
  const { supported, scenarios } = run.isPart
    ? { supported: claimed.supported, scenarios: run.scenarios }
    : inferFeatures(claimed, run.scenarios, core);
  const knownFailures = judgeKnown(run.known, scenarios);
  const release = findRelease(run.catalogue, run.gatewayApiVersion);
  const coverage: Coverage = { release, scenarios, supported, exempt, profiles: run.profiles, skipProvisional };
  const profiles = computeProfiles(coverage);
  const ownProfiles = computeOwnProfiles(coverage, run.catalogue.profiles);
  return {
    features: { supported, exempt, source: claimed.source },
    scenarios,
    profiles,
    ...(ownProfiles.length > 0 ? { ownProfiles } : {}),
    official: describeOfficial(coverage),
    provisional: listProvisional(scenarios),
    ...(knownFailures.length > 0 ? { knownFailures } : {}),
    exitCode: chooseExitCode({
      scenarios,
      errors,
      knownFailures,
      gate,
      profiles: run.strict && !run.isPart ? [...profiles, ...ownProfiles] : undefined,
    }),
  };
}
