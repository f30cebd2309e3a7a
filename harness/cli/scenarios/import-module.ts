import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../scenario/errors.ts';
import type { HookData } from './hooks.ts';

let registered = false;

/**
 * The default export of a module of the user's, TypeScript or JavaScript. It may import `gwconf/scenario` and `gwconf/kit`
 * wherever it lies.
 * @param name as messages name the file
 * @throws UsageError where it cannot be loaded or has no default export
 */
export async function importModule(file: string, name: string): Promise<unknown> {
  registerHooks();
  let loaded: { default?: unknown };
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (cause) {
    throw new UsageError(`${name}: ${cause instanceof Error ? firstLine(cause.message) : String(cause)}`, { cause });
  }
  if (loaded.default === undefined) {
    throw new UsageError(
      `${name}: its default export must be a scenario or a list of scenarios; what others import begins with _`,
    );
  }
  return loaded.default;
}

/** Once for the process: there is no way to take hooks back. */
function registerHooks(): void {
  if (registered) return;
  registered = true;
  const inSources = import.meta.url.endsWith('.ts');
  const at = (source: string, bundled: string): string => new URL(inSources ? source : bundled, import.meta.url).href;
  const data: HookData = {
    own: {
      'gwconf/scenario': at('../../scenario/index.ts', './scenario.js'),
      'gwconf/kit': at('../../../suites/kit/index.ts', './kit.js'),
    },
    strips: !('typescript' in process.features && process.features.typescript),
    // Whoever runs the sources has a loader for them already.
    ...(inSources ? { leaves: new URL('../../../', import.meta.url).href } : {}),
  };
  register(at('./hooks.ts', './hooks.js'), { data });
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
