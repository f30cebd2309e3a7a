import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  listLibrary,
  makeRules,
  type OrganisationPolicy,
  PolicyError,
  type PolicyFile,
  readLibrary,
  readPolicy,
} from '../../../policy/organisation/index.ts';
import { allRules } from '../../../policy/validate/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { CliIo } from '../io.ts';

export interface LoadedPolicy {
  file: PolicyFile;
  policy: OrganisationPolicy;
  rules: ReturnType<typeof makeRules>;
}

const isYaml = /\.ya?ml$/;
const isCases = /\.cases\.ya?ml$/;

/**
 * The files of rules that the names stand for: a file, a folder, `library` and `library:NAME`. Throws UsageError for what
 * is not there or is none, and for an id that two rules have.
 */
export function loadPolicies(names: readonly string[], io: Pick<CliIo, 'cwd'>): LoadedPolicy[] {
  const loaded = names.flatMap((name) => find(name, io.cwd)).map(parse);
  const owners = new Map<string, string>(allRules.map(({ id }) => [id, 'gwconf']));
  for (const { file, policy } of loaded) {
    for (const { id } of policy.rules) {
      const owner = owners.get(id);
      if (owner !== undefined) {
        throw new UsageError(`${file.source}: rule ${id}: ${owner} has a rule of that id; expected another one`);
      }
      owners.set(id, file.source);
    }
  }
  return loaded;
}

function parse(file: PolicyFile): LoadedPolicy {
  return refuse(() => {
    const policy = readPolicy(file.source, file.text);
    return { file, policy, rules: makeRules(policy) };
  });
}

/** What is wrong in a file of rules or cases is wrong usage. */
export function refuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function find(name: string, cwd: string): PolicyFile[] {
  if (name === 'library') return listLibrary().map(readLibrary);
  if (name.startsWith('library:')) {
    const wanted = name.slice('library:'.length);
    if (listLibrary().includes(wanted)) return [readLibrary(wanted)];
    throw new UsageError(`there is no ${name}; expected one of ${listLibrary().join(', ')}`);
  }
  const path = resolve(cwd, name);
  if (!existsSync(path)) throw new UsageError(`${name} cannot be read: there is no such file or folder`);
  if (!statSync(path).isDirectory()) return [readFile(name, cwd)];
  const files = readdirSync(path).filter((each) => isYaml.test(each) && !isCases.test(each));
  if (files.length === 0) throw new UsageError(`there are no files of rules in ${name}; expected .yaml`);
  return files.sort().map((each) => readFile(join(name, each), cwd));
}

function readFile(source: string, cwd: string): PolicyFile {
  const beside = source.replace(isYaml, (end) => `.cases${end}`);
  const hasCases = beside !== source && existsSync(resolve(cwd, beside));
  const read = (name: string) => ({ source: name, text: readText(name, cwd) });
  return { ...read(source), ...(hasCases ? { cases: read(beside) } : {}) };
}

function readText(name: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, name), 'utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  }
}
