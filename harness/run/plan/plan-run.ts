import type { Catalogue, Profile } from '../../scenario/catalogue.ts';
import type { Need, ScenarioDefinition } from '../../scenario/define.ts';
import { listRows, listSteps } from '../../steps/rows.ts';
import { createExplainEnv } from '../engine/explain-env.ts';
import { asksOwnAlone, listAskedOwn, ownFeatureOf } from '../engine/own.ts';
import type { RunSelection, RunSettings, Shard } from '../engine/types.ts';
import { accompanies, belongsToProfile } from '../profiles/membership.ts';
import { adaptToRelease, type FoundRelease, findRelease, findTest } from '../profiles/release.ts';
import { checkSelection } from './check-selection.ts';
import { findNothingSendable } from './exec-client.ts';
import { compileGrep, matchesRow } from './grep.ts';
import type { Plan, PlannedScenario } from './types.ts';
import { compareVersions } from './versions.ts';

export interface PlanInput {
  catalogue: Catalogue;
  settings: Pick<RunSettings, 'selection'>;
  /** What the implementation claims, exempt features already taken out. */
  supportedFeatures: readonly string[];
  /** Of the cluster's CRDs, `v1.7.0`. */
  gatewayApiVersion: string;
  /** Why the run does not have what a scenario may need, one phrase; missing where it has it. */
  lacks?: Partial<Readonly<Record<Need, string>>>;
  /** Requests of a mesh are sent by the echo image's client, which cannot send all. */
  sendsByExec?: boolean;
}

/** What a cluster may have or not, as it likes. */
const CLUSTERS_CHOICE = [
  'experimentalChannel',
  'safeUpgrades',
  'standardChannel',
  'trustBundles',
] as const satisfies readonly Need[];

/** Decides for every scenario whether it runs, and if not why. Pure. Throws UsageError on unknown names. */
export function planRun(input: PlanInput): Plan {
  const { catalogue, settings } = input;
  checkSelection(catalogue, settings.selection);
  const grep = compileGrep(settings.selection.grep);
  const release = findRelease(catalogue, input.gatewayApiVersion);
  const scenarios = listAsked(catalogue, settings.selection).map((written): PlannedScenario => {
    const definition = adaptToRelease(written, release);
    const unsupported = findUnsupported(definition, input);
    if (unsupported !== undefined) return { definition, run: false, outcome: 'unsupported', reason: unsupported };
    const skipped = findSkip(definition, input, release, grep);
    if (skipped !== undefined) return { definition, run: false, outcome: 'skipped', ...skipped };
    return { definition, run: true };
  });
  return { scenarios: takeShard(scenarios, settings.selection.shard), grep };
}

/** Each profile of our own is a question beside the Gateway API: what belongs to one that nobody put is no part of the run. */
function listAsked(catalogue: Catalogue, selection: RunSelection): readonly ScenarioDefinition[] {
  const asked = listAskedOwn(catalogue, selection);
  const alone = asksOwnAlone(catalogue, selection);
  return catalogue.scenarios.filter((definition) => {
    const own = ownFeatureOf(definition);
    if (own === undefined) return !alone;
    return asked.has(own);
  });
}

/** Dealt out in turn: neighbours in the catalogue take about as long. */
function takeShard(scenarios: readonly PlannedScenario[], shard: Shard | undefined): readonly PlannedScenario[] {
  if (!shard) return scenarios;
  let place = 0;
  return scenarios.map((entry): PlannedScenario => {
    if (!entry.run) return entry;
    const index = (place++ % shard.count) + 1;
    if (index === shard.index) return entry;
    const reason = `run by shard ${index} of ${shard.count}`;
    return { definition: entry.definition, run: false, outcome: 'skipped', reason, unasked: true, shard: index };
  });
}

function findUnsupported(definition: ScenarioDefinition, input: PlanInput): string | undefined {
  const version = input.gatewayApiVersion;
  if ((compareVersions(version, definition.since) ?? 0) < 0) {
    return `needs Gateway API ${definition.since} or newer; the cluster has ${version}`;
  }
  if (definition.until !== undefined && (compareVersions(version, definition.until) ?? 0) > 0) {
    return `holds up to Gateway API ${definition.until}; the cluster has ${version}`;
  }
  const { exemptFeatures } = input.settings.selection;
  const optional = CLUSTERS_CHOICE.map((need) => definition.needs?.includes(need) && input.lacks?.[need]);
  const lack = optional.find((reason) => typeof reason === 'string');
  if (lack) return lack;
  const missing = definition.features.filter(
    (feature) => !input.supportedFeatures.includes(feature) && !exemptFeatures.includes(feature),
  );
  if (missing.length > 0) return describeFeatures(missing, 'not claimed');
  const contrary = (definition.unless ?? []).filter((feature) => input.supportedFeatures.includes(feature));
  if (contrary.length > 0) return `holds only where ${describeFeatures(contrary, 'not claimed')}`;
  return undefined;
}

function findSkip(
  definition: ScenarioDefinition,
  { catalogue, settings: { selection }, lacks = {}, sendsByExec }: PlanInput,
  release: FoundRelease,
  grep: RegExp | undefined,
): { reason: string; unasked?: boolean } | undefined {
  const findUnsendable = () => (sendsByExec ? findUnsent(definition, catalogue) : undefined);
  const exempt = definition.features.filter((feature) => selection.exemptFeatures.includes(feature));
  if (exempt.length > 0) return { reason: describeFeatures(exempt, 'exempt') };
  if (definition.provisional && selection.skipProvisional) {
    return { reason: 'provisional, left out by --skip-provisional-tests' };
  }
  if (selection.skip.includes(definition.id)) return { reason: 'named by --skip' };
  if (selection.only.length > 0) {
    if (!selection.only.includes(definition.id)) return { reason: 'not named by --only', unasked: true };
    return findUnmatched(definition, catalogue, grep) ?? findLack(definition, lacks) ?? findUnsendable();
  }
  const own = catalogue.profiles.filter((profile) => profile.own);
  const profiles = [...release.profiles, ...own].filter(({ name }) => selection.profiles.includes(name));
  const test = definition.level === 'spec' ? undefined : findTest(release, definition.id);
  const goesWith = (profile: Profile): boolean =>
    belongsToProfile(definition, profile) || (test !== undefined && accompanies(test, profile, release));
  if (profiles.length > 0 && !profiles.some(goesWith)) {
    return { reason: `belongs to no profile that was asked for (${selection.profiles.join(', ')})` };
  }
  return findUnmatched(definition, catalogue, grep) ?? findLack(definition, lacks) ?? findUnsendable();
}

function findLack(
  { needs = [], features }: ScenarioDefinition,
  lacks: NonNullable<PlanInput['lacks']>,
): { reason: string } | undefined {
  const all: readonly Need[] = features.includes('Mesh') ? [...needs, 'agent'] : needs;
  const reason = all.map((need) => lacks[need]).find((one) => one !== undefined);
  return reason === undefined ? undefined : { reason };
}

function findUnsent(definition: ScenarioDefinition, { base }: Catalogue): { reason: string } | undefined {
  if (!definition.features.includes('Mesh')) return undefined;
  const steps = listSteps(definition, createExplainEnv(definition, base));
  const reason = findNothingSendable(steps, listRows(definition, steps));
  return reason === undefined ? undefined : { reason };
}

function findUnmatched(
  definition: ScenarioDefinition,
  { base }: Catalogue,
  grep: RegExp | undefined,
): { reason: string; unasked: boolean } | undefined {
  if (grep === undefined || matchesRow(definition, base, grep)) return undefined;
  return { reason: `no row matches --grep ${grep.source}`, unasked: true };
}

function describeFeatures(names: readonly string[], what: string): string {
  return names.length === 1 ? `feature ${names[0]} is ${what}` : `features ${names.join(', ')} are ${what}`;
}
