import { describeKey, keyOf } from '../kube/key.ts';
import type { InstallStep } from './steps/types.ts';
import type { ImplementationProfile, ProgramRequirement } from './types.ts';

/** A step in one clause, for people. */
export function describeStep(step: InstallStep): string {
  const on = describeProviders(step.on);
  switch (step.kind) {
    case 'objects': {
      const names = step.objects.map((object) => describeKey(keyOf(object)));
      const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
      return `objects: ${shown.join(', ')}${on}`;
    }
    case 'manifests':
      return `manifests: ${step.sources.map(({ file, url }) => file ?? url).join(', ')}${on}`;
    case 'kustomize':
      return `kubectl kustomize ${step.path}${on}`;
    case 'helm': {
      const from = [step.version, step.repo && `of ${step.repo}`].filter(Boolean).join(' ');
      return `helm release ${step.release} in ${step.namespace}: ${step.chart}${from ? ` ${from}` : ''}${on}`;
    }
    case 'process':
      return `process ${step.name}: ${step.command}${on}`;
    case 'wait': {
      const { kind, name, labelSelector } = step.for;
      const wanted = step.condition ?? `${step.jsonPath}${step.value === undefined ? '' : ` = ${step.value}`}`;
      return `wait for ${kind} ${name ?? labelSelector}: ${wanted}${on}`;
    }
  }
}

/** `helm (--set helm=PATH), on kind: where to get it`. */
export function describeRequirement({ program, parameter, hint, on }: ProgramRequirement): string {
  return `${program}, in PATH or by --set ${parameter}=PATH${describeProviders(on)}${hint ? `: ${hint}` : ''}`;
}

export function describeFeatures({ supportedFeatures }: Pick<ImplementationProfile, 'supportedFeatures'>): string {
  if (supportedFeatures === 'published') return 'as its GatewayClass publishes them';
  if (supportedFeatures === 'inferred') return 'found out by trying';
  return `${supportedFeatures.length} named by the profile`;
}

function describeProviders(on: readonly string[] | undefined): string {
  return on === undefined ? '' : `, on ${on.join(' and ')}`;
}
