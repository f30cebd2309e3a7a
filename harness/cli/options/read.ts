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
  if (spec.kind === 'list') return texts.flatMap(splitList);
  if (spec.kind === 'pairs') return Object.fromEntries(texts.map((text) => splitPair(spec, text)));
  const [text = '', ...others] = texts;
  if (spec.kind === 'flag') return readBoolean(spec, texts.at(-1) ?? '');
  if (others.length > 0) throw new UsageError(`--${spec.name} is given more than once`);
  if (text === '' && spec.bare !== undefined) return spec.bare;
  if (text === '') throw new UsageError(`--${spec.name} needs a value`);
  if (spec.kind === 'choice') return readChoice(spec, text);
  if (spec.kind === 'integer' || spec.kind === 'number') return readNumber(spec, text);
  return text;
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
  throw new UsageError(`--${spec.name} takes true or false, not '${text}'`);
}

function readChoice(spec: OptionSpec, text: string): string {
  if (spec.choices?.includes(text)) return text;
  throw new UsageError(`--${spec.name} takes one of ${spec.choices?.join(', ')}, not '${text}'`);
}

function readNumber(spec: OptionSpec, text: string): number {
  const value = Number(text);
  const whole = spec.kind === 'integer';
  const fits = Number.isFinite(value) && (!whole || Number.isInteger(value)) && isAbove(spec, value);
  if (!fits || text.trim() === '') throw new UsageError(`--${spec.name} takes ${describeNumber(spec)}, not '${text}'`);
  return value;
}

/** A whole number may be the smallest one; any other must be above it. */
function isAbove(spec: OptionSpec, value: number): boolean {
  if (spec.min === undefined) return true;
  return spec.kind === 'integer' ? value >= spec.min : value > spec.min;
}

function describeNumber(spec: OptionSpec): string {
  if (spec.kind === 'integer')
    return spec.min === undefined ? 'a whole number' : `a whole number of at least ${spec.min}`;
  return spec.min === undefined ? 'a number' : `a number above ${spec.min}`;
}
