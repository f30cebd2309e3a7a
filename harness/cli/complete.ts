import type { Command } from './commands/command.ts';
import type { OptionSpec, ValueSource } from './options/spec.ts';
import type { Wiring } from './wiring.ts';

/**
 * Candidates for the last of the words typed after `gwconf`. A shell filters them by what is typed.
 * @param words as the shell splits them; bash makes `--flag=value` three words
 */
export async function completeWords(
  words: readonly string[],
  commands: readonly Command[],
  wiring: Wiring,
): Promise<string[]> {
  const typed = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const command = commands.find(({ path }) => path.every((word, index) => typed[index] === word));
  if (!command) return [...new Set(commands.flatMap(({ path }) => nextWord(path, typed)))];
  const flag = typed.at(last === '=' ? -1 : typed.at(-1) === '=' ? -2 : -1) ?? '';
  const spec = command.options.find(({ name, aliases }) => [name, ...(aliases ?? [])].includes(flag.slice(2)));
  if (flag.startsWith('--') && spec && spec.kind !== 'flag')
    return completeValue(spec, last === '=' ? '' : last, wiring);
  if (last.startsWith('-')) return listFlags(command.options);
  const { positional } = command;
  if (positional?.choices) return [...positional.choices];
  return positional?.values ? await listNames(positional.values, wiring) : listFlags(command.options);
}

function nextWord(path: readonly string[], typed: readonly string[]): string[] {
  const next = path[typed.length];
  return next !== undefined && typed.every((word, index) => path[index] === word) ? [next] : [];
}

async function completeValue(spec: OptionSpec, last: string, wiring: Wiring): Promise<string[]> {
  if (spec.choices) return [...spec.choices];
  if (spec.values === undefined || spec.values === 'files') return [];
  const names = await listNames(spec.values, wiring);
  // A list is completed after its last comma.
  const before = spec.kind === 'list' && last.includes(',') ? last.slice(0, last.lastIndexOf(',') + 1) : '';
  return names.map((name) => `${before}${name}`);
}

function listFlags(options: readonly OptionSpec[]): string[] {
  return [...options.map(({ name }) => `--${name}`), '--help'].sort();
}

async function listNames(what: Exclude<ValueSource, 'files'>, wiring: Wiring): Promise<string[]> {
  switch (what) {
    case 'implementations':
      return wiring.listImplementations();
    case 'providers':
      return [...(await import('../clusters/providers/index.ts')).providerNames];
    case 'crds':
      return ['auto', ...(await wiring.listCrds()).map(({ name }) => name)];
    case 'clusters':
      return (await (await import('./cluster/list.ts')).listClusters()).map(({ name }) => name);
    default:
      return listOfCatalogue(what, wiring);
  }
}

async function listOfCatalogue(what: 'scenarios' | 'features' | 'profiles', wiring: Wiring): Promise<string[]> {
  const catalogue = await wiring.loadCatalogue();
  if (what === 'scenarios') return catalogue.scenarios.map(({ id }) => id);
  return catalogue[what].map(({ name }) => name);
}
