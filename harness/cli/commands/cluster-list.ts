import { fitTable } from '../../common/fit-table.ts';
import { listClusters } from '../cluster/list.ts';
import { jsonOption } from '../options/common.ts';
import type { Command } from './command.ts';

export const clusterListCommand: Command = {
  path: ['cluster', 'list'],
  summary: 'List the clusters of cluster up that run on this machine',
  options: [jsonOption],
  examples: [['cluster list', 'names, kubeconfigs, and what they have']],
  async run({ flags }, { io }) {
    const clusters = await listClusters();
    if (flags.json === true) {
      const told = clusters.map(({ control: _control, ...cluster }) => cluster);
      io.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    } else if (clusters.length === 0) io.stdout.write('no cluster is running\n');
    else {
      const rows = clusters.map(({ name, pid, startedAt, kubeconfig, holds }) => [
        name,
        String(pid),
        startedAt.slice(0, 16).replace('T', ' '),
        kubeconfig,
        holds,
      ]);
      const table = fitTable([['NAME', 'PROCESS', 'SINCE (UTC)', 'KUBECONFIG', 'HOLDS'], ...rows], io.stdout.columns);
      io.stdout.write(`${table.join('\n')}\n`);
    }
    return 0;
  },
};
