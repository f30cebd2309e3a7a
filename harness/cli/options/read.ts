import { UsageError } from '../../scenario/errors.ts';
import type { OptionSpec, OptionValue, OptionValues } from './spec.ts';

/** Parses what yargs found for each flag. Throws UsageError naming the flag. */
export function readFlags(specs: readonly OptionSpec[], raw: Readonly<Record<string, unknown>>): OptionValues {
  const entries = specs.flatMap((spec): [string, OptionValue][] => {
    const given = raw[spec.name];
    return given === undefined ? [] : [[spec.name, readValue(spec, given)]];
  });
  return Object.fromEntries(entries);
}

function readValue(spec: OptionSpec, given: unknown): OptionValue {
  const texts = (Array.isArray(given) ? given : [given]).map(String);
  // An empty one names nothing, as scripts for the official suite write it.
  for (const text of texts) checkText(spec, text);
  if (spec.kind === 'list') return readList(spec, texts);
  if (spec.kind === 'pairs') return Object.fromEntries(texts.map((text) => splitPair(spec, text)));
  const [text = '', ...others] = texts;
  if (spec.kind === 'flag') return readBoolean(spec, texts.at(-1) ?? '');
  if (others.length > 0) throw new UsageError(`--${spec.name} is given more than once`);
  if (text === '' && spec.bare !== undefined) return spec.bare;
  if (text === '') throw new UsageError(`--${spec.name} needs a value`);
  if (spec.kind === 'choice') return readChoice(spec, text);
  if (spec.kind === 'integer' || spec.kind === 'number') return readNumber(spec, text);
  if ((spec.form === 'url' && !isUrl(text)) || (spec.form === 'name' && !isObjectName(text)))
    throw new UsageError(`--${spec.name} takes ${describeTaken(spec)}, not '${text}'`);
  return text;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
function isObjectName(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label));
}

/** Longer than any name or path. */
const MOST_CHARACTERS = 4096;

/** What reaches reports and names must be one line of what can be seen. */
function checkText({ name }: OptionSpec, text: string): void {
  if (text.length > MOST_CHARACTERS) {
    throw new UsageError(`--${name} takes at most ${MOST_CHARACTERS} characters, not ${text.length}`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new UsageError(
      `--${name} takes one line without control characters, not ${JSON.stringify(text.slice(0, 40))}`,
    );
  }
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function readList(spec: OptionSpec, texts: readonly string[]): string[] {
  const list = texts.flatMap(splitList);
  if (spec.filled && list.length === 0) throw new UsageError(`--${spec.name} needs a value`);
  return list;
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function splitPair(spec: OptionSpec, text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--${spec.name} takes name=value, not '${text}'`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function readBoolean(spec: OptionSpec, text: string): boolean {
  if (text === 'true' || text === '') return true;
  if (text === 'false') return false;
  throw new UsageError(`--${spec.name} takes ${describeTaken(spec)}, not '${text}'`);
}

function readChoice(spec: OptionSpec, text: string): string {
  if (spec.choices?.includes(text)) return text;
  throw new UsageError(`--${spec.name} takes ${describeTaken(spec)}, not '${text}'`);
}

function readNumber(spec: OptionSpec, text: string): number {
  const value = Number(text);
  const whole = spec.kind === 'integer';
  const fits = Number.isFinite(value) && (!whole || Number.isInteger(value)) && isWithin(spec, value);
  if (!fits || text.trim() === '') throw new UsageError(`--${spec.name} takes ${describeTaken(spec)}, not '${text}'`);
  return value;
}

/** A whole number may be the smallest one; any other must be above it. */
function isWithin({ kind, min, max }: OptionSpec, value: number): boolean {
  const isHigh = min === undefined || (kind === 'integer' ? value >= min : value > min);
  return isHigh && (max === undefined || value <= max);
}

/** What a setting takes, for messages: `a whole number of at least 1`. */
export function describeTaken(spec: OptionSpec): string {
  switch (spec.kind) {
    case 'text':
      if (spec.form === 'name') return 'the name of an object: small letters, digits, - and .';
      return spec.form === 'url' ? 'a URL, as https://example.com/' : 'a text';
    case 'list':
      return 'a list of texts';
    case 'flag':
      return 'true or false';
    case 'choice':
      return `one of ${spec.choices?.join(', ')}`;
    case 'pairs':
      return 'names with a value each';
    case 'integer':
    case 'number':
      return describeNumber(spec);
  }
}

function describeNumber({ kind, min, max }: OptionSpec): string {
  const least = min === undefined ? '' : kind === 'integer' ? ` of at least ${min}` : ` above ${min}`;
  const most = max === undefined ? '' : `${min === undefined ? ' of' : ' and'} at most ${max}`;
  return `${kind === 'integer' ? 'a whole number' : 'a number'}${least}${most}`;
}
