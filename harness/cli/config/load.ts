import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { nearest } from '../../common/nearest.ts';
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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) {
    const [message = ''] = syntax.message.split(/ at line \d/);
    throw new UsageError(`${file}:${lines.linePos(syntax.pos[0]).line}: not valid YAML: ${message}`);
  }
  const value: unknown = document.toJS() ?? {};
  const validate = new Ajv({ allowUnionTypes: true }).compile(createConfigSchema(options));
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw new UsageError(describeProblem(error, file, document, lines, options));
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

function describeProblem(
  error: ErrorObject | undefined,
  file: string,
  document: Document,
  lines: LineCounter,
  options: readonly OptionSpec[],
): string {
  if (!error) return `${file} is not valid`;
  const path = error.instancePath.split('/').slice(1);
  const unknown = error.keyword === 'additionalProperties' ? String(error.params.additionalProperty) : undefined;
  const line = findLine(document, lines, unknown === undefined ? path : [unknown]);
  const place = line === undefined ? file : `${file}:${line}`;
  if (unknown === undefined) return `${place}: ${describeExpected(path, document, options)}`;
  const known = options.flatMap(({ name, aliases, inFile }) => (inFile === false ? [] : [name, ...(aliases ?? [])]));
  const near = nearest(unknown, known);
  return `${place}: there is no setting '${unknown}'${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
}

/** `concurrency takes a whole number of at least 1, not "many"`. */
function describeExpected(path: readonly string[], document: Document, options: readonly OptionSpec[]): string {
  const [name = ''] = path;
  const spec = options.find((option) => option.name === name || option.aliases?.includes(name));
  if (!spec) return 'it must hold settings, each as name: value';
  const value: unknown = document.toJS()[name];
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const hint = spec.kind === 'text' && isPlain ? `; in quotes it is one: "${value}"` : '';
  return `${name} takes ${describeTaken(spec)}, not ${value === '' ? 'an empty one' : JSON.stringify(value)}${hint}`;
}

/** Line of a key at the top, or of the value at a path. */
function findLine(document: Document, lines: LineCounter, path: readonly string[]): number | undefined {
  const pair = isMap(document.contents) && document.contents.items.find(({ key }) => String(key) === path.join('/'));
  const node = pair ? pair.key : path.length > 0 ? document.getIn([...path], true) : document.contents;
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
}

function showPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') || short === '' ? path : join('.', short);
}
