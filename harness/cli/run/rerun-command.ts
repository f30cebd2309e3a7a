import { delimiter, resolve } from 'node:path';
import { toCrds } from '../options/crds.ts';
import { runOptions } from '../options/run.ts';
import type { OptionSpec, OptionValue, OptionValues } from '../options/spec.ts';

export interface RerunPlace {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What gwconf was called by: `gwconf`, or `node /path/to/bin/gwconf.js`. */
  program: readonly string[];
  /** Some of the values come from a gwconf.yaml. */
  fromFile: boolean;
}

/**
 * The words of a command that runs with the same settings, whichever of them came from flags and which from a file, and
 * from whatever folder. Which scenarios, the seed and where the reports go are left to who knows.
 */
export function composeRerun(values: OptionValues, { cwd, env, program, fromFile }: RerunPlace): readonly string[] {
  const words = [...program, 'run'];
  const given = { ...values };
  const { KUBECONFIG: kubeconfig = '' } = env;
  if (given.provider === 'existing' && given.kubeconfig === undefined && kubeconfig !== '') {
    if (!kubeconfig.includes(delimiter)) given.kubeconfig = kubeconfig;
  }
  for (const spec of runOptions) {
    const value = given[spec.name];
    if (value === undefined || spec.decides === false) continue;
    words.push(...toWords(spec, value, cwd));
  }
  // Everything that the file said is said by flags; another folder's file must not say more.
  return fromFile ? [...words, '--config', 'none'] : words;
}

/** Decides nothing of what a run comes to: where its reports go, and what is shown. */
const UNREPEATED = new Set(['config', 'kubeconfig-out', 'keep', 'last-failed', 'dry-run', 'seed', 'run-test', 'shard']);

/**
 * The words after the program's name that run all of a run again: the same scenarios, settings and seed.
 * @param only the scenarios that were asked for, whichever flag named them
 */
export function composeRepeat(
  values: OptionValues,
  { seed, only }: { seed: string; only: readonly string[] },
  { cwd }: Pick<RerunPlace, 'cwd'>,
): readonly string[] {
  const words = ['run'];
  for (const spec of runOptions) {
    const value = values[spec.name];
    if (value === undefined || spec.group === 'Output' || UNREPEATED.has(spec.name)) continue;
    words.push(...toWords(spec, value, cwd));
  }
  if (only.length > 0) words.push('--run-test', only.join(','));
  return [...words, '--seed', seed, '--config', 'none'];
}

function toWords(spec: OptionSpec, value: OptionValue, cwd: string): string[] {
  const flag = `--${spec.name}`;
  if (spec.kind === 'pairs') return Object.entries(value).flatMap(([name, text]) => [flag, `${name}=${text}`]);
  if (Array.isArray(value)) {
    const texts = value.map((text: string) => (mayBePath(spec) ? absolutize(spec.name, text, cwd) : text));
    return texts.length > 0 ? [flag, texts.join(',')] : [];
  }
  if (typeof value === 'boolean') return [value ? flag : `--no-${spec.name}`];
  const text = String(value);
  return [flag, mayBePath(spec) ? absolutize(spec.name, text, cwd) : text];
}

/** Files, and what is a name or a file. */
function mayBePath({ values }: OptionSpec): boolean {
  return values === 'files' || values === 'implementations' || values === 'crds';
}

/** Names of profiles, releases and kind configurations are words; anything with a slash or an ending is a path. */
function absolutize(name: string, text: string, cwd: string): string {
  if (name === 'crds') return toCrds(text, cwd) ?? text;
  const isPath = ['kubeconfig', 'scenarios', 'expectations', 'baseline'].includes(name) || /[\\/]|\.ya?ml$/.test(text);
  return isPath ? resolve(cwd, text) : text;
}
