import { UsageError } from '../../scenario/errors.ts';
import type { CommandContext } from '../commands/command.ts';
import { loadConfig } from '../config/load.ts';
import { usualName } from '../config/usual-name.ts';
import { runOptions } from '../options/run.ts';
import type { OptionValues } from '../options/spec.ts';
import { type RunRequest, toRunRequest } from './request.ts';
import { composeRepeat, composeRerun } from './rerun-command.ts';

export interface ReadRequest {
  request: RunRequest;
  /** Words of a command that asks for the same. */
  rerun: readonly string[];
  /** Words after the program's name that run the whole again, with these settings. */
  repeat(settings: RunRequest['settings']): readonly string[];
  /** Which settings came from a file that nobody named, in one sentence. */
  fromFile: string | undefined;
}

/** What a run is asked for by flags and gwconf.yaml together. Throws UsageError. */
export function readRequest(flags: OptionValues, { io, wiring, program }: CommandContext): ReadRequest {
  const { cwd, env } = io;
  const named = typeof flags.config === 'string' ? flags.config : undefined;
  const file = loadConfig(named, cwd, runOptions);
  // A parameter of the file stays where the flags set another one.
  const set = { ...asRecord(file.set), ...asRecord(flags.set) };
  const values = { ...file, ...flags, set, ...takeJobIndex(flags.shard, env) };
  const request = toRunRequest(values, cwd, wiring);
  return {
    request,
    repeat: ({ seed, selection: { only } }) => composeRepeat(values, { seed, only }, { cwd }),
    rerun: composeRerun(values, { cwd, env, program, fromFile: Object.keys(file).length > 0 }),
    fromFile: describeFile(file, flags, named),
  };
}

/** `--shard job/4` in a pod of an Indexed Job, which counts from 0. Throws UsageError where this is none. */
function takeJobIndex(shard: unknown, env: Readonly<Record<string, string | undefined>>): { shard?: string } {
  const [, count] = typeof shard === 'string' ? (/^job\/(.*)$/.exec(shard) ?? []) : [];
  if (count === undefined) return {};
  const { JOB_COMPLETION_INDEX: index = '' } = env;
  if (/^\d{1,6}$/.test(index)) return { shard: `${Number(index) + 1}/${count}` };
  throw new UsageError('--shard job/N is for pods of an Indexed Job, where $JOB_COMPLETION_INDEX is set to a number');
}

function asRecord(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, string>) : {};
}

/** What the file says that no flag says otherwise: a run must not depend on a file that nobody thinks of. */
function describeFile(file: OptionValues, flags: OptionValues, named: string | undefined): string | undefined {
  const names = Object.keys(file).filter((name) => name === 'set' || flags[name] === undefined);
  return names.length > 0 ? `settings of ${named ?? usualName}: ${names.join(', ')}` : undefined;
}
