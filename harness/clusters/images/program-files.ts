import { existsSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';

/**
 * Absolute paths of all files that a built program needs: what it imports by relative path, and the packages that it
 * imports by name, with theirs. Sorted. Throws where a package is not installed.
 */
export async function findProgramFiles(entry: string): Promise<string[]> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const specifier of findSpecifiers(await readFile(file, 'utf8'))) {
      if (specifier.startsWith('.')) waiting.push(resolve(dirname(file), specifier));
      else if (!isBuiltIn(specifier)) packages.add(findPackage(specifier, dirname(file)));
    }
  }
  for (const folder of await closePackages(packages)) for (const file of await listCode(folder)) files.add(file);
  return [...files].sort();
}

function findSpecifiers(text: string): string[] {
  const found = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g);
  return [...found].map(([, specifier]) => specifier ?? '');
}

function isBuiltIn(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

/** Folder of the package that a name leads to from a folder, as Node looks for it. */
function findPackage(specifier: string, from: string): string {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) throw new Error(`the package ${name} is not installed (looked for from ${from})`);
  }
}

async function closePackages(roots: Iterable<string>): Promise<Set<string>> {
  const closed = new Set<string>();
  const waiting = [...roots];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const real = await realpath(folder);
    if (closed.has(real)) continue;
    closed.add(real);
    const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
      await readFile(join(real, 'package.json'), 'utf8'),
    );
    waiting.push(...Object.keys(dependencies).map((name) => findPackage(name, real)));
  }
  return closed;
}

const codeEndings = new Set(['.js', '.cjs', '.mjs', '.json', '.proto']);

/** A package's own files; what lies in its node_modules is listed as packages of their own. */
async function listCode(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : await listCode(path);
    return codeEndings.has(extname(entry.name)) ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}
