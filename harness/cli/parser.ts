import yargs, { type Argv, type Options } from 'yargs';
import type { Command } from './commands/command.ts';
import type { OptionSpec } from './options/spec.ts';

export interface Parsed {
  command?: Command;
  /** By canonical flag name, as yargs found it, unknown flags included. */
  flags: Readonly<Record<string, unknown>>;
  /** What is no flag, the command's words taken off. */
  args: readonly string[];
  /** Set where help was asked for. */
  help?: string;
}

/** Parses with yargs, which runs nothing and prints nothing here. */
export async function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
  groups: Readonly<Record<string, string>>,
  columns: number,
): Promise<Parsed> {
  const command = findCommand(argv, commands);
  const words = joinNegatives(argv, command?.options ?? []);
  const parse = async (hidden: boolean) => parseWith(createParser(commands, groups, { columns, hidden }), words);
  // yargs composes a command's help each time, which takes longer than all else: in full only where it was asked for.
  const { found, output: asked } = await parse(true);
  const output = asked && (await parse(false)).output;
  const { _: rest, $0: _name, help: _help, ...raw } = found;
  const further = ((rest ?? []) as unknown[]).map(String).slice(command?.path.length ?? 0);
  const { flags, args } = takePositional(command, raw, further);
  return { command, flags, args, ...(output ? { help: dropTypes(output) } : {}) };
}

/** `--budget -5s` as `--budget=-5s`, which yargs would take for a flag named 5. */
function joinNegatives(argv: readonly string[], options: readonly OptionSpec[]): string[] {
  const takesValue = (word: string | undefined): boolean =>
    options.some(
      ({ name, aliases = [], kind }) => kind !== 'flag' && [name, ...aliases].some((one) => word === `--${one}`),
    );
  const isNegative = (word: string): boolean => /^-\d/.test(word);
  return argv.flatMap((word, at) => {
    const next = argv[at + 1];
    if (next !== undefined && isNegative(next) && takesValue(word)) return [`${word}=${next}`];
    return isNegative(word) && takesValue(argv[at - 1]) ? [] : [word];
  });
}

/** What yargs found, and what it would print. */
function parseWith(parser: Argv, argv: readonly string[]): Promise<{ found: Record<string, unknown>; output: string }> {
  return new Promise((resolve, reject) => {
    const words = argv.map((word) => (word === '-' ? DASH : word));
    parser.parse(words, {}, (error: Error | undefined, found: Record<string, unknown>, output: string) => {
      if (error) reject(error);
      else resolve({ found: restoreDash(found) as Record<string, unknown>, output });
    });
  });
}

/** Stands for a single dash, the standard input, which yargs would lose. */
const DASH = '\u0001-';

function restoreDash(value: unknown): unknown {
  if (value === DASH) return '-';
  if (Array.isArray(value)) return value.map(restoreDash);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, restoreDash(inner)]));
}

/** What a flag takes is said by its description; yargs' own words crowd the line. */
function dropTypes(help: string): string {
  const types = String.raw`(?: *\[(?:string|boolean|array|default: \[\])\])+`;
  return help.replaceAll(new RegExp(`^${types} *\\n`, 'gm'), '').replaceAll(new RegExp(types, 'g'), '');
}

/** The command whose words come first; flags may not stand before them. */
function findCommand(argv: readonly string[], commands: readonly Command[]): Command | undefined {
  return commands.find(({ path }) => path.every((word, index) => argv[index] === word));
}

/** yargs puts a positional argument among the flags, under its name. */
function takePositional(
  command: Command | undefined,
  raw: Readonly<Record<string, unknown>>,
  rest: readonly string[],
): Pick<Parsed, 'flags' | 'args'> {
  const name = command?.positional?.name;
  if (name === undefined) return { flags: raw, args: rest };
  const { [name]: found, ...flags } = raw;
  const named = Array.isArray(found) ? found : found === undefined ? [] : [found];
  return { flags, args: [...named.map(String), ...rest] };
}

interface HelpStyle {
  columns: number;
  /** Flags are left out of the help. */
  hidden: boolean;
}

function createParser(commands: readonly Command[], groups: Readonly<Record<string, string>>, style: HelpStyle): Argv {
  const parser = yargs()
    .scriptName('gwconf')
    .usage('$0 <command>\n\nConformance and policy validation for the Kubernetes Gateway API.')
    .parserConfiguration({
      'camel-case-expansion': false,
      'strip-aliased': true,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .locale('en')
    .wrap(Math.min(style.columns, 110))
    .version(false)
    .exitProcess(false)
    .help('help')
    .alias('help', 'h')
    .example('gwconf run', 'test the reference gateway on an embedded cluster: needs nothing but Node')
    .example('gwconf run --help', 'every command has its flags and examples')
    .epilogue('gwconf --version prints the version.');
  for (const command of commands.filter(({ path }) => path.length === 1)) addCommand(parser, command, style);
  for (const [group, summary] of Object.entries(groups)) {
    const members = commands.filter(({ path }) => path.length > 1 && path[0] === group);
    parser.command(group, summary, (inner) => {
      inner.usage(`$0 ${group} <command>\n\n${summary}.`);
      for (const command of members) addCommand(inner, command, style);
      return inner;
    });
  }
  return parser;
}

function addCommand(parser: Argv, command: Command, { hidden }: HelpStyle): void {
  const words = command.path.join(' ');
  const positional = describePositional(command);
  parser.command(`${command.path.at(-1)}${positional}`, command.summary, (inner) => {
    inner
      .usage(`$0 ${words}${positional}${command.options.length > 0 ? ' [flags]' : ''}\n\n${command.summary}.`)
      .epilogue('');
    const { positional: argument } = command;
    if (argument) inner.positional(argument.name, { describe: argument.describe, type: 'string' });
    for (const spec of command.options) inner.option(spec.name, { ...toYargs(spec), hidden });
    for (const [line, what] of command.examples) inner.example(`gwconf ${line}`, what);
    return inner;
  });
}

/** Always optional for yargs: a missing one gets a sentence of ours. */
function describePositional({ positional }: Command): string {
  return positional ? ` [${positional.name}${positional.many ? '..' : ''}]` : '';
}

function toYargs(spec: OptionSpec): Options {
  const choices = spec.choices ? ` (${spec.choices.join(', ')})` : '';
  // yargs would set the default apart, on a line of its own where the terminal is narrow.
  const usual = spec.defaultText ? `; default: ${spec.defaultText}` : '';
  return {
    describe: `${spec.describe}${choices}${usual}`,
    group: `${spec.group}:`,
    alias: [...(spec.aliases ?? [])],
    type: spec.kind === 'flag' ? 'boolean' : 'string',
  };
}
