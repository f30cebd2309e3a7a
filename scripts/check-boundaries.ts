/** Checks who may import whom (docs/architecture.md): the judge and the judged share no code. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findPackageRoot } from '../embedded/crds/package-root.ts';

interface Rule {
  /** Files that the rule is for, by the beginning of their path. */
  from: string;
  /** The only project paths that they may import, beside their own folder. */
  allow: readonly string[];
  why: string;
}

const rules: readonly Rule[] = [
  { from: 'suites/', allow: ['harness/scenario/'], why: 'a scenario is data over the scenario model' },
  { from: 'reports/', allow: ['harness/result/'], why: 'reporters know only the run result' },
  {
    from: 'embedded/gateway/',
    allow: ['embedded/network/types.ts', 'embedded/node/program.ts'],
    why: 'the judged shares no code with the judge',
  },
  { from: 'embedded/', allow: [], why: 'the embedded cluster knows no suite and no harness' },
  {
    from: 'harness/cli/',
    allow: ['harness/', 'suites/index.ts', 'reports/', 'embedded/index.ts', 'embedded/crds/'],
    why: 'the command line wires providers, engine and reporters',
  },
  {
    from: 'harness/clusters/providers/',
    allow: ['harness/', 'embedded/index.ts'],
    why: 'the embedded provider reaches the cluster by its front door only',
  },
  { from: 'harness/', allow: [], why: 'the harness knows no suite, no reporter and no cluster' },
];

const wiring = 'harness/cli/';
const sources = ['suites', 'harness', 'embedded', 'reports'];

/** The rule for a file: the longest beginning. */
function findRule(file: string): Rule | undefined {
  return rules.filter((rule) => file.startsWith(rule.from)).sort((a, b) => b.from.length - a.from.length)[0];
}

/** Why `file` may not import `target` (paths from the project's folder), or undefined where it may. */
export function findBreach(file: string, target: string): string | undefined {
  const rule = findRule(file);
  if (!rule || target.startsWith(rule.from) || rule.allow.some((path) => target.startsWith(path))) {
    return target.startsWith(wiring) && !file.startsWith(wiring)
      ? `${file} imports ${target}: nothing imports the command line`
      : undefined;
  }
  return `${file} imports ${target}: ${rule.why}`;
}

/** Project files that a source text imports, as paths from the project's folder. */
export function findImports(file: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g)];
  return specifiers.map((match) => normalize(join(dirname(file), match[1] ?? '')));
}

function listFiles(root: string): string[] {
  return sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
}

function main(): void {
  const root = findPackageRoot(import.meta.url);
  const files = listFiles(root);
  const breaches = files.flatMap((file) =>
    findImports(file, readFileSync(join(root, file), 'utf8')).flatMap((target) => findBreach(file, target) ?? []),
  );
  for (const breach of breaches) console.error(breach);
  if (breaches.length > 0) process.exitCode = 1;
  else console.log(`imports: ${files.length} files keep to the boundaries`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
