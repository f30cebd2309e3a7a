import { availableParallelism } from 'node:os';
import type { Outcome, RunResult, ScenarioResult } from '../../result/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { TimePolicies } from '../../wait/types.ts';
import type { LoadRecord } from '../monitor/index.ts';
import type { Names } from '../names/index.ts';
import type { Plan } from '../plan/index.ts';
import { findRelease, nameProfiles } from '../profiles/index.ts';
import type { ClaimedFeatures } from './features.ts';
import { judgeRun } from './judge.ts';
import { INTERRUPTED, INTERRUPTED_EXIT } from './outcome.ts';
import { describeReproduction } from './reproduce.ts';
import type { RunInput } from './types.ts';

export interface ResultParts {
  input: RunInput;
  plan: Plan;
  notRun: readonly ScenarioResult[];
  ran: readonly ScenarioResult[];
  claimed: ClaimedFeatures;
  errors: RunResult['errors'];
  names: Names;
  policies: TimePolicies;
  load: LoadRecord;
  controllerName: string;
  images: NonNullable<RunResult['images']>;
  kubernetesVersion: string;
  startedAt: string;
  durationMs: number;
  phases: RunResult['phases'];
}

/** Results of the scenarios that the plan leaves out. */
export function describeNotRun(plan: Plan, input: RunInput): ScenarioResult[] {
  return plan.scenarios.flatMap((entry): ScenarioResult[] => {
    if (entry.run) return [];
    const result = describeUnrun(entry.definition, entry.outcome, entry.reason, input);
    return [entry.shard === undefined ? result : { ...result, shard: entry.shard }];
  });
}

export function describeUnrun(
  definition: ScenarioDefinition,
  outcome: Outcome,
  reason: string,
  input: RunInput,
): ScenarioResult {
  return {
    id: definition.id,
    title: definition.title,
    features: definition.features,
    requirements: definition.requirements,
    provisional: definition.provisional ?? false,
    ...(definition.origin === undefined ? {} : { origin: definition.origin }),
    level: definition.level ?? 'official',
    outcome,
    profiles: nameProfiles(
      findRelease(input.catalogue, input.gatewayApi.version),
      definition,
      input.catalogue.profiles,
    ),
    ...(definition.level === 'spec' ? {} : { official: outcome }),
    reason,
    flaky: false,
    attempts: 0,
    startedAt: input.clock.date().toISOString(),
    durationMs: 0,
    namespaces: [],
    reproduce: describeReproduction(input, definition.id),
    rows: [],
  };
}

function listClauses(
  requirements: Catalogue['requirements'],
  scenarios: readonly ScenarioResult[],
): RunResult['clauses'] {
  const named = new Set(
    scenarios.flatMap((scenario) => [...scenario.requirements, ...scenario.rows.flatMap((row) => row.requirements)]),
  );
  return requirements
    .filter(({ id }) => named.has(id))
    .map(({ id, level, text, source }) => ({ id, level, text, url: source }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Puts the run result together; scenarios are in the catalogue's order. */
export function composeResult(parts: ResultParts): RunResult {
  const { input, plan, claimed, errors } = parts;
  const { settings, implementation, gatewayApi } = input;
  const known = new Map([...parts.notRun, ...parts.ran].map((result) => [result.id, result]));
  const unreached = input.signal.aborted ? INTERRUPTED : `not run: ${errors[0]?.message ?? 'the run ended early'}`;
  const outcomes = plan.scenarios.map(
    ({ definition }) => known.get(definition.id) ?? describeUnrun(definition, 'skipped', unreached, input),
  );
  const { exemptFeatures, profiles, skipProvisional = false, shard } = settings.selection;
  const judged = judgeRun({
    catalogue: input.catalogue,
    gatewayApiVersion: gatewayApi.version,
    claimed,
    exempt: [...exemptFeatures].sort(),
    profiles,
    skipProvisional,
    scenarios: outcomes,
    known: implementation.knownFailures,
    errors,
    gate: settings.level,
    strict: settings.strict,
    isPart: shard !== undefined,
  });
  return {
    schemaVersion: 'gwconf.dev/run-result/v1',
    gwconfVersion: input.gwconfVersion,
    runId: parts.names.runId,
    seed: settings.seed,
    command: input.command,
    ...(input.repeat ? { repeat: input.repeat } : {}),
    startedAt: parts.startedAt,
    durationMs: parts.durationMs,
    environment: {
      node: process.version,
      platform: `${process.platform}/${process.arch}`,
      cpus: availableParallelism(),
    },
    cluster: { provider: input.providerName, kubernetesVersion: parts.kubernetesVersion },
    gatewayApi: { version: gatewayApi.version, channel: gatewayApi.channel, source: gatewayApi.source },
    implementation: {
      organization: implementation.organization,
      project: implementation.project,
      url: implementation.url,
      version: implementation.version,
      contact: implementation.contact,
      gatewayClass: implementation.gatewayClass,
      controllerName: parts.controllerName,
    },
    ...(parts.images.length > 0 ? { images: parts.images } : {}),
    mode: settings.mode,
    gate: settings.level,
    strict: settings.strict,
    ...(shard ? { shard: { ...shard, profiles, skipProvisional } } : {}),
    timing: {
      scale: settings.timeoutScale,
      patience: settings.patience,
      load: parts.load,
      policies: Object.values(parts.policies).map(({ name, timeoutMs, intervalMs, maxIntervalMs, successes }) => ({
        name,
        timeoutMs,
        intervalMs,
        maxIntervalMs,
        successes,
      })),
    },
    concurrency: settings.concurrency,
    phases: parts.phases,
    clauses: listClauses(input.catalogue.requirements, judged.scenarios),
    ...judged,
    errors,
    ...(input.signal.aborted ? { exitCode: INTERRUPTED_EXIT } : {}),
  };
}
