import type { ProfilePart, ProfileResult, RunResult } from '../../harness/result/types.ts';
import { describePart } from './rules.ts';
import type { ConformanceReport, PartReport, ProfileReport } from './types.ts';

/** The official report of a run. Pure; `date` is the end of the run. */
export function toConformanceReport(result: RunResult): ConformanceReport {
  const { contact, organization, project, url, version } = result.implementation;
  const succeeded = sorted(result.provisional.succeeded);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    date: endOf(result),
    gatewayAPIChannel: result.gatewayApi.channel,
    gatewayAPIVersion: result.gatewayApi.version,
    implementation: { contact: [...contact], organization, project, url, version },
    kind: 'ConformanceReport',
    mode: result.mode,
    profiles: result.profiles.map(toProfile),
    ...(succeeded.length > 0 ? { succeededProvisionalTests: succeeded } : {}),
  };
}

function toProfile(profile: ProfileResult): ProfileReport {
  const { extended } = profile;
  return {
    core: toPart(profile.core),
    ...(extended
      ? {
          extended: {
            ...toPart(extended),
            ...namesWhenAny('supportedFeatures', extended.supportedFeatures),
            ...namesWhenAny('unsupportedFeatures', extended.unsupportedFeatures),
          },
        }
      : {}),
    name: profile.name,
    summary: summarizeProfile(profile),
  };
}

function toPart(part: ProfilePart): PartReport {
  return {
    ...namesWhenAny('failedTests', part.failedTests),
    result: part.result,
    ...namesWhenAny('skippedTests', part.skippedTests),
    statistics: { Failed: part.failed, Passed: part.passed, Skipped: part.skipped },
  };
}

export function summarizeProfile(profile: ProfileResult): string {
  const core = `Core tests ${describePart(toPart(profile.core))}.`;
  return profile.extended ? `${core} Extended tests ${describePart(toPart(profile.extended))}.` : core;
}

/** An empty list is left out, as published reports do. */
function namesWhenAny<K extends string>(key: K, names: readonly string[]): { [P in K]?: string[] } {
  return (names.length > 0 ? { [key]: sorted(names) } : {}) as { [P in K]?: string[] };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

function endOf(result: RunResult): string {
  const end = new Date(Date.parse(result.startedAt) + result.durationMs);
  return end.toISOString().replace(/\.\d+Z$/, 'Z');
}
