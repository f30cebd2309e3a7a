// Leaves of the declarations in dist/types those that the package's entry points need: the rest is not for others.
import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/types');
const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const waiting = Object.values(exports).flatMap(({ types }) => (types ? [resolve(root, types)] : []));
const needed = new Set();

for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (needed.has(file)) continue;
  needed.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, specifier] of text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g)) {
    waiting.push(resolve(dirname(file), specifier.replace(/\.ts$/, '.d.ts')));
  }
}
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !needed.has(path)) await rm(path);
}
