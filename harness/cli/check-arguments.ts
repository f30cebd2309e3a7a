import { nearest } from '../common/nearest.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Command } from './commands/command.ts';
import type { OptionSpec } from './options/spec.ts';

/** Refuses a first word that is no command, with the nearest ones. */
export function refuseUnknownCommand(words: readonly string[], commands: readonly Command[]): never {
  const [first = ''] = words;
  const inGroup = words.length > 1 && commands.some(({ path }) => path.length > 1 && path[0] === first);
  const wanted = inGroup ? `${first} ${words[1]}` : first;
  const near = nearest(
    wanted,
    commands.map(({ path }) => path.join(' ')),
  ).slice(0, 2);
  const hint = near.length > 0 ? `did you mean gwconf ${near.join(' or gwconf ')}?` : 'see gwconf --help';
  throw new UsageError(`there is no command '${wanted}'; ${hint}`);
}

/** What yargs would let pass: flags with one dash, and a flag of true or false with another value. */
export function checkTokens(argv: readonly string[], { options }: Command): void {
  for (const token of argv) {
    if (token === '--') return;
    const short = /^-([a-z][\w-]+)/.exec(token);
    if (short) throw new UsageError(`${short[0]}: flags take two dashes; ${suggestFlag(short[1] ?? '', options)}`);
    const [, name, value] = /^--([\w-]+)=(.*)$/s.exec(token) ?? [];
    const spec = options.find((option) => option.name === name || option.aliases?.includes(name ?? ''));
    if (spec?.kind === 'flag' && value !== 'true' && value !== 'false') {
      throw new UsageError(`--${name} takes true or false, not '${value}'`);
    }
  }
}

/** Refuses flags and arguments that the command does not have. */
export function checkKnown(command: Command, flags: Readonly<Record<string, unknown>>, args: readonly string[]): void {
  for (const name of Object.keys(flags)) {
    if (command.options.some((option) => option.name === name)) continue;
    const dashes = name.length === 1 ? '-' : '--';
    throw new UsageError(`there is no flag ${dashes}${name}; ${suggestFlag(name, command.options)}`);
  }
  const words = command.path.join(' ');
  const { positional } = command;
  const extra = positional?.many ? undefined : args[positional ? 1 : 0];
  if (extra !== undefined) throw new UsageError(`gwconf ${words} does not take the argument '${extra}'`);
  if (positional?.required && args.length === 0) {
    throw new UsageError(`gwconf ${words} needs ${positional.name.toUpperCase()}; see gwconf ${words} --help`);
  }
  if (positional?.choices && args[0] !== undefined && !positional.choices.includes(args[0])) {
    throw new UsageError(`gwconf ${words} takes one of ${positional.choices.join(', ')}, not '${args[0]}'`);
  }
}

function suggestFlag(name: string, options: readonly OptionSpec[]): string {
  const known = options.flatMap((option) => [option.name, ...(option.aliases ?? [])]);
  const near = nearest(name, known);
  return near.length > 0 ? `did you mean --${near.join(' or --')}?` : 'see --help';
}
