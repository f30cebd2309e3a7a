import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const HEADER = `// Made by \`npm run generate\`: the files below this folder, each with a scenario or a list of them; do not edit.
import type { ScenarioDefinition } from '../../harness/scenario/define.ts';
`;

/** The text of suites/scenarios/index.ts: every file of the folders beside it, in the order of their paths. */
export function renderScenarioIndex(root: string): string {
  const folder = join(root, 'suites/scenarios');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.includes('/') && file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  const imports = files.map((file) => `import ${nameOf(file)} from './${file}';`);
  return [
    HEADER + imports.join('\n'),
    '',
    'const all: readonly (ScenarioDefinition | readonly ScenarioDefinition[])[] = [',
    ...files.map((file) => `  ${nameOf(file)},`),
    '];',
    '',
    '/** All scenarios, in the order of their files. */',
    'export const scenarios: readonly ScenarioDefinition[] = all.flat();',
    '',
  ].join('\n');
}

/** `httproute/path-match-order.ts` becomes `httproutePathMatchOrder`. */
function nameOf(file: string): string {
  return file.replace(/\.ts$/, '').replace(/[^a-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase());
}
