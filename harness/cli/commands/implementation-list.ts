import { alignColumns } from '../../../reports/text.ts';
import { jsonOption } from '../options/common.ts';
import type { Command } from './command.ts';

export const implementationListCommand: Command = {
  path: ['implementation', 'list'],
  summary: 'List the implementations that gwconf can install',
  options: [jsonOption],
  examples: [
    ['implementation list', 'each with what was really run with its profile'],
    ['implementation list --json', 'the whole profiles, for another program'],
  ],
  async run({ flags }, { io, wiring }) {
    const names = await wiring.listImplementations();
    const loaded = await Promise.all(names.map((name) => wiring.readImplementation(name)));
    const profiles = loaded.map(({ profile }) => profile);
    if (flags.json === true) {
      const shown = profiles.map(({ folder: _place, ...profile }) => profile);
      io.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
      return 0;
    }
    const { applyParameters } = await import('../../install/index.ts');
    const applied = profiles.map((profile) => applyParameters(profile));
    const rows = applied.map(({ name, gatewayClass, providers, verified, version }) => [
      name,
      version,
      gatewayClass,
      providers.join(', '),
      providers.filter((provider) => provider in verified).join(', ') || 'not run yet',
    ]);
    const head = ['IMPLEMENTATION', 'VERSION', 'GATEWAYCLASS', 'PROVIDERS', 'RUN ON'];
    io.stdout.write(`${alignColumns([head, ...rows], '   ').join('\n')}\n`);
    return 0;
  },
};
