import { findPlaceholders, runParameters } from './parameters.ts';
import type { InstallStep } from './steps/types.ts';
import type { ImplementationProfile } from './types.ts';

/** What is wrong with a profile beyond its schema, one clause; undefined where nothing is. */
export function checkProfile(profile: ImplementationProfile): string | undefined {
  return (
    findUndeclared(profile) ??
    findStepProblem(profile) ??
    findUnknownProvider(profile) ??
    findUnknownProcess(profile) ??
    findTwin(profile)
  );
}

function findUndeclared(profile: ImplementationProfile): string | undefined {
  const { parameters, ...rest } = profile;
  const declared = Object.keys(parameters);
  for (const [index, name] of declared.entries()) {
    const early = findPlaceholders(parameters[name]).find((used) => !declared.slice(0, index).includes(used));
    if (early !== undefined) return `parameters.${name} uses \${${early}}, which is not declared before it`;
  }
  for (const [field, value] of Object.entries(rest)) {
    for (const name of findPlaceholders(value)) {
      const known = name.startsWith('run.') ? runParameters.includes(name) : Object.hasOwn(parameters, name);
      if (known) continue;
      return name.startsWith('run.')
        ? `${field} uses \${${name}}; of the run there are ${runParameters.join(', ')}`
        : `${field} uses \${${name}}, which parameters does not declare`;
    }
  }
  return undefined;
}

function findStepProblem({ install }: ImplementationProfile): string | undefined {
  for (const [index, step] of install.entries()) {
    const problem = describeStepProblem(step);
    if (problem !== undefined) return `install[${index}]${problem}`;
  }
  return undefined;
}

function describeStepProblem(step: InstallStep): string | undefined {
  if (step.kind === 'manifests') {
    const index = step.sources.findIndex(({ file, url }) => (file === undefined) === (url === undefined));
    return index < 0 ? undefined : `.sources[${index}] must have either file or url`;
  }
  if (step.kind === 'process' && step.ready?.log !== undefined && !isExpression(step.ready.log)) {
    return '.ready.log must be a regular expression';
  }
  if (step.kind === 'process' && step.ready?.tcp !== undefined && !isAddress(step.ready.tcp)) {
    return `.ready.tcp must be host:port, not ${JSON.stringify(step.ready.tcp)}`;
  }
  if (step.kind === 'wait') {
    const { name, labelSelector } = step.for;
    if ((name === undefined) === (labelSelector === undefined)) return '.for must have either name or labelSelector';
    if ((step.condition === undefined) === (step.jsonPath === undefined))
      return ' must have either condition or jsonPath';
    if (step.value !== undefined && step.jsonPath === undefined) return '.value needs jsonPath';
  }
  return undefined;
}

/** A step, a requirement or a verification for a provider that the profile itself leaves out would never count. */
function findUnknownProvider({
  providers,
  install,
  requires,
  logSources,
  verified,
}: ImplementationProfile): string | undefined {
  const places: [string, readonly string[]][] = [
    ...install.map(({ on }, index): [string, readonly string[]] => [`install[${index}].on`, on ?? []]),
    ...requires.map(({ on }, index): [string, readonly string[]] => [`requires[${index}].on`, on ?? []]),
    ...logSources.map(({ on }, index): [string, readonly string[]] => [`logSources[${index}].on`, on ?? []]),
    ['verified', Object.keys(verified)],
  ];
  for (const [field, names] of places) {
    const unknown = names.find((name) => !providers.includes(name));
    if (unknown !== undefined) return `${field} names ${unknown}, which is none of providers (${providers.join(', ')})`;
  }
  return undefined;
}

function findUnknownProcess({ install, logSources }: ImplementationProfile): string | undefined {
  const names = install.flatMap((step) => (step.kind === 'process' ? [step.name] : []));
  for (const [index, source] of logSources.entries()) {
    if ('process' in source && !names.includes(source.process)) {
      return `logSources[${index}].process names ${source.process}, which no step starts`;
    }
  }
  return undefined;
}

function findTwin({ install, knownFailures }: ImplementationProfile): string | undefined {
  const names = install.flatMap((step) =>
    step.kind === 'process' ? [`process ${step.name}`] : step.kind === 'helm' ? [`release ${step.release}`] : [],
  );
  const failures = knownFailures.map(({ scenario, row }) => `known failure ${scenario}${row ? ` '${row}'` : ''}`);
  const all = [...names, ...failures];
  const twin = all.find((name, index) => all.indexOf(name) !== index);
  return twin === undefined ? undefined : `${twin} is there twice`;
}

/** A part that a parameter gives is known later. */
function isAddress(text: string): boolean {
  const [, port = ''] = /^[^\s:]+:(\d{1,5}|\S*\$\{\S+)$/.exec(text) ?? /^\[[\da-f:.]+\]:(\d{1,5})$/i.exec(text) ?? [];
  return text.includes('${') || (port !== '' && Number(port) > 0 && Number(port) < 65_536);
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
