import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { isRecord } from '../../common/guards.ts';
import { parseYamlFile, suggest, type YamlFile } from '../../common/yaml-file.ts';
import { UsageError } from '../../scenario/errors.ts';
import { describeTaken, readFlags } from '../options/read.ts';
import type { OptionSpec, OptionValues } from '../options/spec.ts';
import { createConfigSchema } from './schema.ts';
import { usualName } from './usual-name.ts';

/**
 * The values of the file that `--config` names (`none`: no file), else of gwconf.yaml in the working directory where there is one.
 * Throws UsageError with file and line.
 */
export function loadConfig(named: string | undefined, cwd: string, options: readonly OptionSpec[]): OptionValues {
  if (named === 'none') return {};
  const path = resolve(cwd, named ?? usualName);
  const text = readText(path, cwd, named === undefined);
  return text === undefined ? {} : parseConfig(text, showPath(path, cwd), options);
}

/** Parses the text of a gwconf.yaml. `file` is how messages call it. */
export function parseConfig(text: string, file: string, options: readonly OptionSpec[]): OptionValues {
  const parsed = parseYamlFile(text, file);
  const value = parsed.value ?? {};
  const validate = new Ajv({ allowUnionTypes: true }).compile(createConfigSchema(options));
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw new UsageError(error ? describeProblem(error, parsed, options) : `${file} is not valid`);
  }
  return readValues(value as Readonly<Record<string, unknown>>, file, options);
}

function readValues(
  value: Readonly<Record<string, unknown>>,
  file: string,
  options: readonly OptionSpec[],
): OptionValues {
  const entries = options.flatMap((spec): [string, unknown][] => {
    const given = [spec.name, ...(spec.aliases ?? [])].filter((name) => value[name] !== undefined);
    const [name, other] = given;
    if (other !== undefined) throw new UsageError(`${file}: ${name} and ${other} are the same; give one of them`);
    return name === undefined ? [] : [[spec.name, toRaw(spec, value[name])]];
  });
  return readFlags(options, Object.fromEntries(entries));
}

/** As the same flag would come from the command line. */
function toRaw(spec: OptionSpec, value: unknown): unknown {
  if (spec.kind !== 'pairs') return value;
  return Object.entries(value as Record<string, unknown>).map(([name, text]) => `${name}=${String(text)}`);
}

function readText(path: string, cwd: string, optional: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (optional && code === 'ENOENT') return undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new UsageError(`cannot read ${showPath(path, cwd)}: ${reason}`, { cause });
  }
}

function describeProblem(error: ErrorObject, file: YamlFile, options: readonly OptionSpec[]): string {
  const path = error.instancePath.split('/').slice(1);
  if (error.keyword !== 'additionalProperties') return `${file.place(path)}: ${describeExpected(path, file, options)}`;
  const unknown = String(error.params.additionalProperty);
  const known = options.flatMap(({ name, aliases, inFile }) => (inFile === false ? [] : [name, ...(aliases ?? [])]));
  return `${file.place(path, unknown)}: there is no setting '${unknown}'${suggest(unknown, known)}`;
}

/** `concurrency takes a whole number of at least 1, not "many"`. */
function describeExpected(path: readonly string[], file: YamlFile, options: readonly OptionSpec[]): string {
  const [name = ''] = path;
  const spec = options.find((option) => option.name === name || option.aliases?.includes(name));
  if (!spec) return 'it must hold settings, each as name: value';
  const value = isRecord(file.value) ? file.value[name] : undefined;
  const written = file.source([name]) ?? JSON.stringify(value);
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (spec.kind === 'text' && isPlain) return `${name} takes a text, not ${written}; in quotes it is one: "${written}"`;
  return `${name} takes ${describeTaken(spec)}, not ${value === '' ? 'an empty one' : JSON.stringify(value)}`;
}

function showPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') || short === '' ? path : join('.', short);
}
