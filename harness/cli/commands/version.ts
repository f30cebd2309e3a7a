import { readPackageVersion } from '../version.ts';
import type { Command } from './command.ts';

export const versionCommand: Command = {
  path: ['version'],
  summary: 'Print the version of gwconf',
  options: [],
  examples: [['version', 'as gwconf --version does']],
  async run(_input, { io }) {
    io.stdout.write(`${readPackageVersion()}\n`);
    return 0;
  },
};
