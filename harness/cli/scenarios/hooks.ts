import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from 'sucrase';

/** What the thread of the hooks is told. */
export interface HookData {
  /** Our own modules by the specifier that scenarios from outside import them by. */
  own: Readonly<Record<string, string>>;
  /** Whether types must be taken out of TypeScript, which this Node does not do by itself. */
  strips: boolean;
  /** URL of a folder that has a loader of its own. */
  leaves?: string;
}

let data: HookData = { own: {}, strips: false };

export function initialize(given: HookData): void {
  data = given;
}

/** Scenarios get the very modules that this program runs, installed beside them or not. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const url = data.own[specifier];
  return next(url ?? specifier, context);
};

export const load: LoadHook = async (url, context, next) => {
  const isOurs = data.leaves !== undefined && url.startsWith(data.leaves);
  if (!data.strips || isOurs || !url.startsWith('file:') || !/\.m?ts$/.test(url)) return next(url, context);
  const source = await readFile(fileURLToPath(url), 'utf8');
  const { code } = transform(source, {
    transforms: ['typescript'],
    disableESTransforms: true,
    keepUnusedImports: false,
    filePath: fileURLToPath(url),
  });
  return { format: 'module', source: code, shortCircuit: true };
};
