import { readFile } from 'node:fs/promises';
import type { Catalogue, Feature, Requirement } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { RegistryFile, ScenarioFile } from '../../scenario/file.ts';
import { toDefinition } from './from-file.ts';
import { importModule } from './import-module.ts';
import { listScenarioFiles, nameFile } from './list-files.ts';
import { readYaml } from './read-yaml.ts';
import { refuseDefects } from './refuse.ts';
import { findProblem } from './validate.ts';

/**
 * The catalogue with scenarios of the user's: those of each file, and of each folder with all below it. They ask what no
 * official test asks, so that their level is `spec`; `origin` is their file.
 * @throws UsageError with one sentence that names the file and the field, and what was expected
 */
export async function addScenarios(catalogue: Catalogue, paths: readonly string[], cwd: string): Promise<Catalogue> {
  const files = await listScenarioFiles(paths, cwd);
  const registries = await Promise.all(files.registries.map((file) => readRegistry(file, nameFile(file, cwd))));
  const requirements = registries.flatMap((registry) => registry.requirements);
  const features = registries.flatMap((registry) => registry.features);
  const loaded = await Promise.all(files.scenarios.map((file) => readScenarios(file, nameFile(file, cwd))));
  const own = loaded.flat();
  const all: Catalogue = {
    ...catalogue,
    scenarios: [...catalogue.scenarios, ...own],
    requirements: [...catalogue.requirements, ...requirements],
    features: [...catalogue.features, ...features],
  };
  await refuseDefects(all, own);
  return all;
}

async function readScenarios(file: string, name: string): Promise<ScenarioDefinition[]> {
  const definitions = /\.ya?ml$/.test(file)
    ? readYaml(await readFile(file, 'utf8'), name).map((value) => toDefinition(parseFile(value, name)))
    : toList(await importModule(file, name)).map((value) => parseModule(value, name));
  if (definitions.length === 0) throw new UsageError(`${name}: it has no scenario`);
  return definitions.map((definition) => ({ ...definition, level: 'spec', origin: name }));
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parseFile(value: unknown, name: string): ScenarioFile {
  const problem = findProblem('ScenarioFile', value);
  if (problem !== undefined) throw new UsageError(`${name}: ${problem}`);
  return value as ScenarioFile;
}

/** What a module exports, as far as its shape goes; its steps are looked at when they are made. */
function parseModule(value: unknown, name: string): ScenarioDefinition {
  if (typeof value !== 'object' || value === null) {
    throw new UsageError(`${name}: its default export must be a scenario or a list of scenarios`);
  }
  const { resources, steps, level: _level, origin: _origin, ...head } = value as Partial<ScenarioDefinition>;
  const problem =
    findProblem('ScenarioHead', head) ??
    (resources === undefined || typeof resources === 'function' ? undefined : 'resources must be a function of env') ??
    (Array.isArray(steps) || typeof steps === 'function' ? undefined : 'steps must be a list or a function of env');
  if (problem !== undefined) throw new UsageError(`${name}: ${problem}`);
  return value as ScenarioDefinition;
}

async function readRegistry(
  file: string,
  name: string,
): Promise<{ requirements: readonly Requirement[]; features: readonly Feature[] }> {
  const [value, ...more] = readYaml(await readFile(file, 'utf8'), name);
  if (more.length > 0) throw new UsageError(`${name}: it must be one document`);
  const problem = findProblem('RegistryFile', value ?? {});
  if (problem !== undefined) throw new UsageError(`${name}: ${problem}`);
  const { requirements = [], features = [] } = (value ?? {}) as RegistryFile;
  return {
    requirements,
    features: features.map(({ name: feature, resources = [], channel = 'standard' }) => ({
      name: feature,
      resources,
      channel,
      support: 'Extended',
    })),
  };
}
