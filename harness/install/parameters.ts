import { UsageError } from '../scenario/errors.ts';
import type { ImplementationProfile } from './types.ts';

// `$${name}` stands for a literal `${name}`, which shell scripts in manifests need.
const placeholder = /(\$?)\$\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/**
 * Replaces `${name}` in every string of the objects by its value. Values of `set` win over the profile's defaults and
 * become its parameters. Throws UsageError for a name that the profile does not declare.
 */
export function applyParameters(
  profile: ImplementationProfile,
  set: Readonly<Record<string, string>> = {},
): ImplementationProfile {
  for (const name of Object.keys(set)) {
    if (!Object.hasOwn(profile.parameters, name)) {
      const known = Object.keys(profile.parameters).sort();
      const list = known.length > 0 ? `known: ${known.join(', ')}` : 'it has none';
      throw new UsageError(`Implementation ${profile.name} has no parameter ${JSON.stringify(name)}; ${list}.`);
    }
  }
  const parameters = { ...profile.parameters, ...set };
  return {
    ...profile,
    parameters,
    install: profile.install.map((step) => mapStrings(step, (text) => replace(text, parameters)) as typeof step),
  };
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
function replace(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(placeholder, (whole: string, escaping: string, name: string) =>
    escaping ? whole.slice(1) : Object.hasOwn(parameters, name) ? (parameters[name] ?? whole) : whole,
  );
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
