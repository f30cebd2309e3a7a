import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { isObject } from '../../../apimachinery/json.ts';
import { type AdmissionCase, makeExample, makeRefused } from '../../../suites/policy/cases.ts';
import { exampleKinds } from '../../../suites/policy/examples/index.ts';

/** A file that is judged: where it is from, and its text. */
export interface Input {
  name: string;
  text: string;
}

const cases = new URL('../../../suites/policy/cases.json', import.meta.url);

/** The manifests below folders of a module, as they are. */
export async function readModuleFiles(root: string, folders: readonly string[]): Promise<Input[]> {
  const read = folders.map(async (folder) => {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const paths = entries.flatMap((entry) =>
      entry.isFile() && /\.ya?ml$/.test(entry.name) ? [join(entry.parentPath, entry.name)] : [],
    );
    return await Promise.all(
      paths.sort().map(async (path) => ({ name: relative(root, path), text: await readFile(path, 'utf8') })),
    );
  });
  return (await Promise.all(read)).flat();
}

/** Every so many-th of the objects that break one rule of the CRDs each. */
export async function takeRefused(every: number): Promise<Input[]> {
  const all = JSON.parse(await readFile(cases, 'utf8')) as AdmissionCase[];
  return all.flatMap((one, index): Input[] => {
    const kind = exampleKinds.find(({ kind }) => kind === one.kind);
    if (index % every !== 0 || !kind || !one.releases.includes('v1.7')) return [];
    const object = makeRefused({ ...kind, version: one.versions[0] ?? 'v1' }, one);
    return [{ name: `${one.kind}: ${one.rule}`, text: JSON.stringify(object) }];
  });
}

/** The examples that have every field, each with up to three values changed at random. */
export function changeExamples(count: number, seed: number): Input[] {
  const examples = exampleKinds.flatMap((kind) =>
    kind.specs.map((_, index) => makeExample({ ...kind, version: kind.versions[0] ?? 'v1' }, index)),
  );
  const change = fc.record({ place: fc.nat(), to: fc.constantFrom(...replacements) });
  const plan = fc.record({ example: fc.constantFrom(...examples), changes: fc.array(change, { maxLength: 3 }) });
  return fc.sample(plan, { numRuns: count, seed }).map(({ example, changes }, index) => {
    const spec = changes.reduce<unknown>((value, { place, to }) => changeOne(value, place, to), example.spec);
    const text = JSON.stringify({ ...example, ...(spec === undefined ? {} : { spec }) });
    return { name: `${example.kind} changed ${index}`, text };
  });
}

const replacements = [
  undefined,
  ...[null, '', 0, -1, 65536, 1.5, true, [], {}],
  ...['a', 'A_', '*.example.com', '/x', 'x'.repeat(300), { name: 'a' }, [{ name: 'a' }], { unknown: 1 }],
];

/** The value with the part at a place, counted through all of its parts, replaced or left out. */
function changeOne(value: unknown, place: number, to: unknown): unknown {
  const paths = listPaths(value, []);
  const path = paths[place % paths.length] ?? [];
  const copy = structuredClone(value);
  const [last, ...before] = path.toReversed();
  if (last === undefined) return copy;
  const parent = before.toReversed().reduce((at: unknown, part) => (at as Record<string, unknown>)[part], copy);
  if (to !== undefined) (parent as Record<string, unknown>)[last] = to;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as Record<string, unknown>)[last];
  return copy;
}

function listPaths(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (!Array.isArray(value) && !isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [[...path, key], ...listPaths(child, [...path, key])]);
}
