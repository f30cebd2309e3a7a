import { alignColumns } from '../../../reports/text.ts';
import { jsonOption } from '../options/common.ts';
import type { Command } from './command.ts';

export const crdsListCommand: Command = {
  path: ['crds', 'list'],
  summary: 'List the CRDs that a cluster can be started with, and where they are',
  options: [jsonOption],
  examples: [
    ['crds list', 'the one that is taken by default is marked with *'],
    ['crds list --json', 'for another program'],
  ],
  async run({ flags }, { io, wiring }) {
    const entries = await wiring.listCrds();
    if (flags.json === true) {
      io.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
      return 0;
    }
    const rows = entries.map(({ name, version, channel, count, source, path, chosen, damaged }) => [
      `${chosen ? '*' : ' '} ${name}`,
      `${version} ${channel}`,
      damaged ? 'damaged' : String(count),
      damaged ? (path ?? '') : name === 'bundled' ? source : `${path} (${source})`,
    ]);
    const table = alignColumns([['  --crds', 'RELEASE', 'CRDS', 'WHERE (FROM)'], ...rows], '   ');
    io.stdout.write(`${table.join('\n')}\n\n* taken where --crds says nothing (auto)\n`);
    return 0;
  },
};
