import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findProgram } from '../common/find-program.ts';
import { UsageError } from '../scenario/errors.ts';
import { isUrl } from './complete.ts';
import { applyParameters } from './parameters.ts';
import type { InstallStep } from './steps/types.ts';
import type { ImplementationProfile, ProgramRequirement } from './types.ts';

/** Where a profile is to be installed, and what the user's machine has. */
export interface InstallPlace {
  provider: string;
  /** Relative paths of parameters start here. */
  cwd: string;
  /** As the environment's PATH. */
  path: string | undefined;
  /** It is there already, by whatever way: nothing of the profile's own way is needed. */
  installed?: boolean;
}

/**
 * The profile for one provider: only that provider's steps, parameters set, programs found, files looked for. Throws
 * UsageError for what is missing, before anything is started for it.
 */
export function prepareImplementation(
  written: ImplementationProfile,
  set: Readonly<Record<string, string>>,
  place: InstallPlace,
): ImplementationProfile {
  const profile = place.installed ? { ...written, install: [], requires: [], providers: [place.provider] } : written;
  const { provider } = place;
  if (!profile.providers.includes(provider)) {
    throw new UsageError(
      `Implementation ${profile.name} cannot be installed with --provider ${provider}; its profile names ${profile.providers.join(', ')}.`,
    );
  }
  const isHere = ({ on }: { on?: readonly string[] }) => on === undefined || on.includes(provider);
  const install = profile.install.filter(isHere);
  const requires = profile.requires.filter(isHere);
  const processes = install.flatMap((step) => (step.kind === 'process' ? [step.name] : []));
  const logSources = profile.logSources
    .filter(isHere)
    .filter((source) => !('process' in source) || processes.includes(source.process));
  const defaults = { ...profile.parameters, ...set };
  const programs = requires.map((requirement): [string, string] => [
    requirement.parameter,
    requireProgram(profile.name, requirement, defaults[requirement.parameter] ?? '', place),
  ]);
  const selected = { ...profile, install, requires, logSources };
  const prepared = applyParameters(selected, { ...set, ...Object.fromEntries(programs) });
  return { ...prepared, install: prepared.install.map((step) => resolveFiles(step, profile, place)) };
}

function requireProgram(
  implementation: string,
  { program, parameter, hint }: ProgramRequirement,
  given: string,
  place: InstallPlace,
): string {
  const found = findProgram(given || program, place);
  if (found !== undefined) return found;
  const advice = hint ? ` (${hint})` : '';
  throw new UsageError(
    given
      ? `Implementation ${implementation}: parameter ${parameter} names ${given}, which is no program that can be run${advice}.`
      : `Implementation ${implementation} needs the program ${program}, which PATH does not have${advice}; name it by --set ${parameter}=PATH.`,
  );
}

function resolveFiles(step: InstallStep, profile: ImplementationProfile, { cwd }: InstallPlace): InstallStep {
  const find = (path: string) => {
    const found = [resolve(profile.folder, path), resolve(cwd, path)].find((candidate) => existsSync(candidate));
    if (found !== undefined) return found;
    const places = profile.folder === cwd ? `not in ${cwd}` : `neither in ${profile.folder} nor in ${cwd}`;
    throw new UsageError(`Implementation ${profile.name} needs ${path}, which is ${places}.`);
  };
  switch (step.kind) {
    case 'manifests':
      return {
        ...step,
        sources: step.sources.map(({ file, ...source }) => {
          if (file === undefined) return source;
          // A parameter may be either.
          return isUrl(file) ? { ...source, url: file } : { ...source, file: find(file) };
        }),
      };
    case 'kustomize':
      return isRemote(step.path) ? step : { ...step, path: requireKustomization(profile.name, find(step.path)) };
    case 'helm':
      return {
        ...step,
        chart: isPath(step.chart) ? find(step.chart) : step.chart,
        valuesFiles: (step.valuesFiles ?? []).filter((file) => file !== '').map(find),
      };
    default:
      return step;
  }
}

/** What kubectl looks for in a folder. */
const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

function requireKustomization(implementation: string, folder: string): string {
  if (kustomizations.some((name) => existsSync(join(folder, name)))) return folder;
  throw new UsageError(
    `Implementation ${implementation} needs a kustomization in ${folder}, which has none of ${kustomizations.join(', ')}.`,
  );
}

/** `./chart`, `/charts/x`, `x.tgz`; a bare word is a chart's name in a repository. */
function isPath(chart: string): boolean {
  return /^(\.{0,2}\/|[A-Za-z]:)/.test(chart) || chart.endsWith('.tgz');
}

/** What kustomize takes as a remote folder: a URL, or a host with a path. */
function isRemote(path: string): boolean {
  return path.includes('://') || path.startsWith('git@') || /^[\w-]+\.[\w.-]+\//.test(path);
}
