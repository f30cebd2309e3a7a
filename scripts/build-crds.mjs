// Writes the CRDs that are made from the schema package to dist/, since making them takes seconds.
import { stat, writeFile } from 'node:fs/promises';
import { buildBundledCrds } from '../dist/apimachinery/crds/bundled.js';
import { bundledFile } from '../dist/apimachinery/crds/index.js';

const inputs = ['bundled', 'facts', 'kinds', 'names', 'overlay', 'reflect'].map(
  (name) => `../dist/apimachinery/crds/${name}.js`,
);
const newest = Math.max(
  ...(await Promise.all(inputs.map(async (path) => (await stat(new URL(path, import.meta.url))).mtimeMs))),
);
const made = await stat(bundledFile()).catch(() => undefined);
if (!made || made.mtimeMs < newest) {
  await writeFile(bundledFile(), `${JSON.stringify(await buildBundledCrds())}\n`);
}
