import { UsageError } from '../../scenario/errors.ts';
import { createEmbeddedProvider, type EmbeddedOptions } from './embedded.ts';
import { createEnvtestProvider, type EnvtestOptions } from './envtest.ts';
import { createExistingProvider, type ExistingOptions } from './existing.ts';
import { createKindProvider, type KindOptions } from './kind.ts';
import type { ClusterProvider } from './types.ts';

/** Options of every provider; each takes its own. */
export interface ProviderOptions {
  embedded?: EmbeddedOptions;
  envtest?: EnvtestOptions;
  kind?: KindOptions;
  existing?: ExistingOptions;
}

const providers: Readonly<Record<string, (options: ProviderOptions) => ClusterProvider>> = {
  embedded: ({ embedded }) => createEmbeddedProvider(embedded),
  envtest: ({ envtest }) => createEnvtestProvider(given('envtest', envtest)),
  existing: ({ existing }) => createExistingProvider(given('existing', existing)),
  kind: ({ kind }) => createKindProvider(given('kind', kind)),
};

/** Sorted. */
export const providerNames: readonly string[] = Object.keys(providers).sort();

/** Throws UsageError for a name that is none of `providerNames`. */
export function createProvider(name: string, options: ProviderOptions = {}): ClusterProvider {
  const create = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (!create) {
    throw new UsageError(`There is no provider ${JSON.stringify(name)}; known: ${providerNames.join(', ')}.`);
  }
  return create(options);
}

function given<T>(name: string, options: T | undefined): T {
  if (options === undefined) throw new Error(`provider ${name} was given no options`);
  return options;
}

export { createEmbeddedProvider, type EmbeddedOptions };
