import { UsageError } from '../scenario/errors.ts';
import type { ImplementationProfile } from './types.ts';

// `$${name}` stands for a literal `${name}`, which shell scripts in manifests need.
const placeholder = /(\$?)\$\{((?:run\.)?[A-Za-z][A-Za-z0-9_-]*)\}/g;

/**
 * Placeholders that get their value when it is installed: a loopback address for `process` steps on which all their
 * ports are free, the path of the cluster's kubeconfig, a folder for temporary files, the run's id.
 */
export const runParameters: readonly string[] = ['run.address', 'run.kubeconfig', 'run.folder', 'run.id'];

// `--set helm.key=value` goes to helm as it is: a profile need not declare every value of a chart.
const helmPrefix = 'helm.';

/**
 * Replaces `${name}` in every string of the profile by its value. Values of `set` win over the profile's defaults and
 * become its parameters. Throws UsageError for a name that the profile does not declare.
 */
export function applyParameters(
  profile: ImplementationProfile,
  set: Readonly<Record<string, string>> = {},
): ImplementationProfile {
  const { name, folder, parameters: defaults, ...rest } = profile;
  const forHelm = Object.keys(set).filter((key) => key.startsWith(helmPrefix) && hasHelm(profile));
  const own = Object.fromEntries(Object.entries(set).filter(([key]) => !forHelm.includes(key)));
  const unknown = Object.keys(own).find((key) => !Object.hasOwn(defaults, key));
  if (unknown !== undefined) throw new UsageError(describeUnknown(profile, unknown));
  const parameters = resolveDefaults(defaults, own);
  const replaced = mapStrings(rest, (text) => replace(text, parameters, isOfProfile)) as typeof rest;
  const helmSet = forHelm.map((key) => `${key.slice(helmPrefix.length)}=${set[key]}`);
  const install = replaced.install.map((step) =>
    step.kind === 'helm' ? { ...step, set: [...(step.set ?? []), ...helmSet] } : step,
  );
  return { ...replaced, install, name, folder, parameters };
}

/** A default may use parameters that are declared before it; what the user sets is taken as it is. */
function resolveDefaults(
  defaults: Readonly<Record<string, string>>,
  set: Readonly<Record<string, string>>,
): Record<string, string> {
  const resolved: Record<string, string> = {};
  for (const [name, value] of Object.entries(defaults)) {
    resolved[name] = set[name] ?? replace(value, resolved, isOfProfile);
  }
  return resolved;
}

/** The same value with the placeholders of the run (`${run.address}`) replaced; keys of objects are left alone. */
export function applyRunParameters<T>(value: T, parameters: Readonly<Record<string, string>>): T {
  return mapStrings(value, (text) => replace(text, parameters, isOfRun)) as T;
}

function isOfRun(name: string): boolean {
  return name.startsWith('run.');
}

function isOfProfile(name: string): boolean {
  return !isOfRun(name);
}

function hasHelm({ install }: ImplementationProfile): boolean {
  return install.some(({ kind }) => kind === 'helm');
}

function describeUnknown(profile: ImplementationProfile, name: string): string {
  const known = Object.keys(profile.parameters).sort();
  const helm = hasHelm(profile) ? ', and helm.KEY for a value of its chart' : '';
  const list = known.length > 0 ? `known: ${known.join(', ')}${helm}` : `it has none${helm}`;
  return `Implementation ${profile.name} has no parameter ${JSON.stringify(name)}; ${list}.`;
}

/** Names of all placeholders, in order of appearance. */
export function findPlaceholders(value: unknown): string[] {
  const names = new Set<string>();
  mapStrings(value, (text) => {
    for (const [, escaping, name = ''] of text.matchAll(placeholder)) {
      if (!escaping) {
        names.add(name);
      }
    }
    return text;
  });
  return [...names];
}

// Replaced by a function: `$&` in a value means nothing. A value is not searched again for placeholders.
function replace(text: string, parameters: Readonly<Record<string, string>>, isOwn: (name: string) => boolean): string {
  return text.replace(placeholder, (whole: string, escaping: string, name: string) => {
    if (!isOwn(name)) return whole;
    return escaping ? whole.slice(1) : Object.hasOwn(parameters, name) ? (parameters[name] ?? whole) : whole;
  });
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return map(value);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => mapStrings(entry, map));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, map)]));
  }
  return value;
}
