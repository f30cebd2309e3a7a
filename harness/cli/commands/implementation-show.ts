import { alignColumns } from '../../../reports/text.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { kinds } from '../../kinds/index.ts';
import { jsonOption } from '../options/common.ts';
import type { OptionSpec } from '../options/spec.ts';
import type { Command } from './command.ts';

const yamlOption: OptionSpec = {
  name: 'yaml',
  kind: 'flag',
  describe: 'Print the file as it is, to begin one of your own',
  group: 'Output',
  inFile: false,
};

export const implementationShowCommand: Command = {
  path: ['implementation', 'show'],
  summary: 'Tell what a profile installs, what can be set, and what was run with it',
  positional: {
    name: 'implementation',
    describe: 'Name or file of a profile',
    required: true,
    values: 'implementations',
  },
  options: [yamlOption, jsonOption],
  examples: [
    ['implementation show traefik', 'its parameters, steps and programs'],
    ['implementation show traefik --yaml > mine.yaml', 'the file, to change it'],
  ],
  async run({ flags, args }, { io, wiring }) {
    const { profile, text } = await wiring.readImplementation(args[0] ?? '');
    const { folder: _place, ...shown } = profile;
    if (flags.yaml === true) io.stdout.write(text);
    else if (flags.json === true) io.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    else io.stdout.write(`${(await describeProfile(profile)).join('\n')}\n`);
    return 0;
  },
};

async function describeProfile(profile: ImplementationProfile): Promise<string[]> {
  const { applyParameters, describeFeatures, describeRequirement, describeStep } = await import(
    '../../install/index.ts'
  );
  const { organization, project, version, url, gatewayClass, controllerName, images, facts, requires, install } =
    applyParameters(profile, nameOfPrograms(profile));
  const about = [
    ['project', `${organization}/${project} ${version}, ${url}`],
    [kinds.GatewayClass.kind, `${gatewayClass} of ${controllerName}`],
    ['providers', profile.providers.join(', ')],
    ['features', describeFeatures(profile)],
    ...requires.map((requirement) => ['needs', describeRequirement(requirement)]),
    ...images.map((image) => ['image', image]),
    ...(profile.needsOwnPods ? [['backends', 'pods of the namespace itself']] : []),
  ];
  const parameters = Object.entries(profile.parameters).map(([name, value]) => [`  ${name}`, value || '(empty)']);
  const failures = profile.knownFailures.map(({ scenario, row, reason }) => [
    `  ${scenario}${row ? ` '${row}'` : ''}`,
    reason,
  ]);
  const verified = profile.providers.map((provider) => [
    `  ${provider}`,
    profile.verified[provider] ?? 'not run yet: written from the facts below',
  ]);
  return [
    profile.name,
    ...alignColumns(about.map(([name = '', value = '']) => [`  ${name}`, value])),
    ...section('Parameters, changed by --set name=value', alignColumns(parameters)),
    ...section(
      'Installation',
      install.map((step, index) => `  ${index + 1}. ${describeStep(step)}`),
    ),
    ...section('Known failures', alignColumns(failures)),
    ...section('Verified', alignColumns(verified)),
    ...section(
      'Facts',
      facts.map((fact) => `  ${fact}`),
    ),
  ];
}

/** Where a program is not named yet, the steps show it as PATH would find it. */
function nameOfPrograms({ requires, parameters }: ImplementationProfile): Record<string, string> {
  const unnamed = requires.filter(({ parameter }) => parameters[parameter] === '');
  return Object.fromEntries(unnamed.map(({ parameter, program }) => [parameter, program]));
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
