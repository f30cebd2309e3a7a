import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { decodeText } from '../../../apimachinery/manifests/index.ts';
import type { Source } from '../../../policy/validate/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { CliIo } from '../io.ts';

/** Larger files are no manifests: an API server takes three megabytes at once. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface ReadSources {
  sources: Source[];
  /** What was left out, one sentence each. */
  notes: string[];
}

/**
 * The manifests that the arguments name: files, folders (their .yaml, .yml and .json, and those of folders in them),
 * patterns, and `-` for the standard input. Files without an apiVersion are none. Throws UsageError for what is not there, or holds nothing.
 */
export async function readSources(
  names: readonly string[],
  stdinName: string,
  io: Pick<CliIo, 'cwd' | 'readStdin'>,
): Promise<ReadSources> {
  const sources: Source[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  const add = (name: string): void => {
    const path = resolve(io.cwd, name);
    if (seen.has(path)) return;
    seen.add(path);
    const source = readSource(path, name);
    const isOurs = source.fault !== undefined || /["']?apiVersion["']?\s*:/.test(source.text);
    if (!isOurs) return;
    if (isTemplate(path, source.text)) {
      notes.push(`${name} is a template of a Helm chart, which only helm template makes manifests of; it was left out`);
    } else sources.push(source);
  };
  for (const name of names) {
    if (name === '-') {
      const source = decode(stdinName, (await io.readStdin?.()) ?? new Uint8Array());
      if (source.fault !== undefined || /\S/.test(source.text)) sources.push(source);
      continue;
    }
    for (const file of expand(name, io.cwd)) add(file);
  }
  if (sources.length === 0) throw new UsageError(`there are no manifests in ${names.join(', ')}`);
  return { sources, notes };
}

function expand(name: string, cwd: string): string[] {
  const path = resolve(cwd, name);
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) return [name];
    return walk(path, name);
  }
  if (!isDynamicPattern(name)) throw new UsageError(`${name} cannot be read: there is no such file or folder`);
  const found = globSync(name.replaceAll('\\', '/'), { cwd, ignore: ['**/node_modules/**'], expandDirectories: false });
  if (found.length === 0) throw new UsageError(`no file fits the pattern ${name}`);
  return found.sort();
}

/** In the order of names; hidden folders and what is installed there are left out. */
function walk(path: string, name: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`);
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(name, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      const isDirectory = entry.isDirectory();
      if (isDirectory) return walk(join(path, entry.name), inner);
      // Cases of an organisation's rules hold objects, and are none themselves.
      return /\.(ya?ml|json)$/i.test(entry.name) && !/\.cases\.ya?ml$/.test(entry.name) ? [inner] : [];
    });
}

function readSource(path: string, name: string): Source {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      return { name, text: '', fault: `the file has ${size} bytes; expected at most ${MOST_BYTES}` };
    return decode(name, readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name} cannot be read: ${code ?? message}`, { cause: error });
  }
}

function decode(name: string, bytes: Uint8Array): Source {
  if (bytes.length > MOST_BYTES) {
    return { name, text: '', fault: `it has ${bytes.length} bytes; expected at most ${MOST_BYTES}` };
  }
  const text = decodeText(bytes);
  return typeof text === 'string' ? { name, text } : { name, text: '', fault: text.message };
}

/** Whether a file lies among the templates of a chart and is one. */
function isTemplate(path: string, text: string): boolean {
  if (!text.includes('{{')) return false;
  const parts = path.split(sep);
  const at = parts.lastIndexOf('templates');
  return at > 0 && existsSync(join(dirname(parts.slice(0, at + 1).join(sep)), 'Chart.yaml'));
}
