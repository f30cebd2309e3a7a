import type { RunInput } from './types.ts';

/** What says which cluster it was, and what was put into it. */
const clusterFlags = [
  'crds',
  'echo-image',
  'reach',
  'kind-name',
  'kind-config',
  'kind-image',
  'image-registry',
  'kubeconfig',
  'context',
];

/** Command that runs one scenario again with the same names. Contains only what changes the run's outcome. */
export function describeReproduction(
  {
    settings,
    providerName,
    implementation,
    command,
  }: Pick<RunInput, 'settings' | 'providerName' | 'implementation' | 'command'>,
  scenario: string,
): string {
  const { selection } = settings;
  const words = ['gwconf', 'run', '--only', scenario, '--seed', settings.seed];
  const add = (flag: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') words.push(flag, value);
  };
  if (providerName !== 'embedded') add('--provider', providerName);
  add('--implementation', flagOf(command, '--implementation'));
  for (const value of flagsOf(command, '--set')) add('--set', value);
  for (const flag of clusterFlags) add(`--${flag}`, flagOf(command, `--${flag}`));
  if (command.includes('--install-crds')) words.push('--install-crds');
  if (providerName !== 'embedded' || command.some((word) => word.startsWith('--gateway-class'))) {
    add('--gateway-class', implementation.gatewayClass);
  }
  add('--supported-features', selection.supportedFeatures.join(','));
  if (selection.allFeatures) words.push('--all-features');
  if (settings.timeoutScale !== 1) add('--timeout-scale', String(settings.timeoutScale));
  if (settings.level === 'official') add('--level', settings.level);
  if (settings.officialNames) words.push('--official-names');
  return words.map(quote).join(' ');
}

function flagOf(command: readonly string[], flag: string): string | undefined {
  return flagsOf(command, flag)[0];
}

/** Values of `--flag value` and `--flag=value`. */
function flagsOf(command: readonly string[], flag: string): string[] {
  return command.flatMap((word, index) => {
    if (word === flag) return command.slice(index + 1, index + 2);
    return word.startsWith(`${flag}=`) ? [word.slice(flag.length + 1)] : [];
  });
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
