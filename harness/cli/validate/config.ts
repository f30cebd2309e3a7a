import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import picomatch from 'picomatch';
import type { ConfiguredSuppression } from '../../../policy/validate/index.ts';
import { isRecord } from '../../common/guards.ts';
import { parseYamlFile, suggest, type YamlFile } from '../../common/yaml-file.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createConfigSchema } from '../config/schema.ts';
import { usualName } from '../config/usual-name.ts';
import type { CliIo } from '../io.ts';
import { describeTaken, readFlags } from '../options/read.ts';
import type { OptionValues } from '../options/spec.ts';
import { validateOptions } from './options.ts';

export interface Settings {
  /** Of the file, and of the flags before them. */
  values: OptionValues;
  suppressions: ConfiguredSuppression[];
}

const ignoreSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['rule', 'reason'],
    additionalProperties: false,
    properties: {
      rule: { type: 'string', minLength: 1 },
      reason: { type: 'string', minLength: 1 },
      object: { type: 'string', minLength: 1 },
      files: { type: 'string', minLength: 1 },
    },
  },
};

/** What `validate` of the file says that `--config` names, else of gwconf.yaml where there is one. Throws UsageError. */
export function loadSettings(flags: OptionValues, io: Pick<CliIo, 'cwd'>): Settings {
  const named = typeof flags.config === 'string' ? flags.config : undefined;
  if (named === 'none') return { values: flags, suppressions: [] };
  const name = named ?? usualName;
  const text = readText(resolve(io.cwd, name), name, named === undefined);
  if (text === undefined) return { values: flags, suppressions: [] };
  const { values, suppressions } = parseSettings(text, name);
  return { values: { ...values, ...flags }, suppressions };
}

/** Parses the text of a gwconf.yaml as far as it is about validation. */
export function parseSettings(text: string, name: string): Settings {
  const file = parseYamlFile(text, name);
  const section = isRecord(file.value) ? file.value.validate : undefined;
  if (section === undefined || section === null) return { values: {}, suppressions: [] };
  const schema = createConfigSchema(validateOptions) as { properties: Record<string, unknown> };
  schema.properties.ignore = ignoreSchema;
  const check = new Ajv({ allowUnionTypes: true, verbose: true }).compile(schema);
  if (!check(section)) {
    const [error] = check.errors ?? [];
    const path = ['validate', ...(error?.instancePath.split('/').slice(1) ?? [])];
    throw new UsageError(describeProblem(file, path, error?.keyword ?? '', error?.params ?? {}));
  }
  const { ignore, ...settings } = section as Record<string, unknown>;
  const values = readFlags(validateOptions, readAliases(settings));
  return { values, suppressions: Array.isArray(ignore) ? ignore.map((each, at) => readIgnored(each, file, at)) : [] };
}

/** As the same flags would come from the command line. */
function readAliases(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = validateOptions.flatMap(({ name, aliases, kind }): [string, unknown][] => {
    const given = [name, ...(aliases ?? [])].map((each) => settings[each]).find((value) => value !== undefined);
    if (given === undefined) return [];
    if (kind !== 'pairs') return [[name, given]];
    return [[name, Object.entries(given as object).map(([key, value]) => `${key}=${String(value)}`)]];
  });
  return Object.fromEntries(entries);
}

function readIgnored(value: unknown, file: YamlFile, index: number): ConfiguredSuppression {
  const { rule, reason, object, files } = value as { rule: string; reason: string; object?: string; files?: string };
  const [, source = '', line = '1', column = '1'] =
    /^(.*):(\d+):(\d+)$/.exec(file.place(['validate', 'ignore', index])) ?? [];
  const matches = files === undefined ? undefined : picomatch(files, { dot: true });
  return {
    ...{ rule, reason, source, line: Number(line), column: Number(column) },
    ...(object === undefined ? {} : { object }),
    ...(matches ? { matchesSource: (name: string) => matches(name.replace(/^\.\//, '')) } : {}),
  };
}

function describeProblem(
  file: YamlFile,
  path: readonly string[],
  keyword: string,
  params: Readonly<Record<string, unknown>>,
): string {
  const [, name, , field] = path;
  if (keyword === 'additionalProperties') {
    const unknown = String(params.additionalProperty);
    const known =
      name === 'ignore'
        ? Object.keys(ignoreSchema.items.properties)
        : ['ignore', ...validateOptions.flatMap((each) => (each.inFile === false ? [] : [each.name]))];
    return `${file.place(path, unknown)}: there is no setting '${unknown}' of validate${suggest(unknown, known)}`;
  }
  if (name === 'ignore') {
    const what =
      keyword === 'required' ? `${String(params.missingProperty)} is missing` : `${field ?? 'it'} is not a text`;
    return `${file.place(path)}: each of validate.ignore has a rule and a reason, and may have object and files; ${what}`;
  }
  const spec = validateOptions.find((each) => each.name === name || each.aliases?.includes(name ?? ''));
  return spec
    ? `${file.place(path)}: validate.${name} takes ${describeTaken(spec)}`
    : `${file.place(path)}: validate must hold settings, each as name: value`;
}

function readText(path: string, name: string, optional: boolean): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (optional && code === 'ENOENT') return undefined;
    throw new UsageError(`cannot read ${name}: ${code === 'ENOENT' ? 'there is no such file' : message}`, { cause });
  }
}
