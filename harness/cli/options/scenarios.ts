import type { OptionSpec } from './spec.ts';

/** Of all commands that speak of scenarios. */
export const scenariosOption: OptionSpec = {
  name: 'scenarios',
  kind: 'list',
  describe: 'Your own scenarios beside those of the suite: folders or files, TypeScript or YAML',
  group: 'What to test',
  values: 'files',
};

/** The paths that were given. */
export function toScenarioPaths(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((path): path is string => typeof path === 'string') : [];
}
