import type { InstallStep, ManifestSource, ManifestsStep } from './steps/types.ts';
import type { ImplementationProfile, ProgramRequirement } from './types.ts';

type Optional =
  | 'name'
  | 'parameters'
  | 'providers'
  | 'images'
  | 'logSources'
  | 'knownFailures'
  | 'gatewayClass'
  | 'controllerName'
  | 'needsOwnPods'
  | 'facts'
  | 'verified';

/** A profile as its file says it: much may be left out, and some of it written shorter. */
export type ProfileFile = Omit<ImplementationProfile, Optional | 'folder' | 'requires' | 'install'> &
  Partial<Pick<ImplementationProfile, Optional>> & {
    requires?: readonly (string | (Omit<ProgramRequirement, 'parameter'> & { parameter?: string }))[];
    install: readonly (
      | Exclude<InstallStep, ManifestsStep>
      | (Omit<ManifestsStep, 'sources'> & { sources: readonly (string | ManifestSource)[] })
    )[];
  };

/** Programs that a kind of step runs, whether the profile says so or not. */
const implied: Readonly<Partial<Record<InstallStep['kind'], string>>> = { helm: 'helm', kustomize: 'kubectl' };

/** Fills in what a file leaves out. */
export function completeProfile(file: ProfileFile, name: string, folder: string): ImplementationProfile {
  const install = file.install.map(
    (step): InstallStep => (step.kind === 'manifests' ? { ...step, sources: step.sources.map(toSource) } : step),
  );
  const requires = completeRequirements(file.requires ?? [], install);
  const programParameters = Object.fromEntries(requires.map(({ parameter }) => [parameter, '']));
  return {
    ...file,
    name: file.name ?? name,
    folder,
    parameters: { ...programParameters, ...file.parameters },
    providers: file.providers ?? ['kind', 'existing'],
    requires,
    images: file.images ?? [],
    install,
    gatewayClass: file.gatewayClass ?? '',
    controllerName: file.controllerName ?? '',
    logSources: file.logSources ?? [],
    knownFailures: file.knownFailures ?? [],
    needsOwnPods: file.needsOwnPods ?? false,
    facts: file.facts ?? [],
    verified: file.verified ?? {},
  };
}

function completeRequirements(
  given: NonNullable<ProfileFile['requires']>,
  install: readonly InstallStep[],
): ProgramRequirement[] {
  const requires = given.map((entry): ProgramRequirement => {
    const requirement = typeof entry === 'string' ? { program: entry } : entry;
    return { parameter: requirement.program, ...requirement };
  });
  for (const { kind, on } of install) {
    const program = implied[kind];
    if (program === undefined || requires.some((requirement) => requirement.program === program)) continue;
    requires.push({ program, parameter: program, ...(on ? { on } : {}) });
  }
  return requires;
}

function toSource(source: string | ManifestSource): ManifestSource {
  if (typeof source !== 'string') return source;
  return isUrl(source) ? { url: source } : { file: source };
}

export function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text);
}
