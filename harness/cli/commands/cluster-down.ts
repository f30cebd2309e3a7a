import { suggest } from '../../common/yaml-file.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { askToEnd } from '../cluster/control.ts';
import { listClusters } from '../cluster/list.ts';
import type { Command } from './command.ts';

export const clusterDownCommand: Command = {
  path: ['cluster', 'down'],
  summary: 'End a cluster of cluster up, with all that is in it',
  positional: { name: 'name', describe: 'Which; needed where several run', many: true, values: 'clusters' },
  options: [{ name: 'all', kind: 'flag', describe: 'All that run on this machine', group: 'Cluster' }],
  examples: [
    ['cluster down', 'the one that runs'],
    ['cluster down gwconf-2', 'a certain one'],
  ],
  async run({ flags, args }, { io }) {
    const clusters = await listClusters();
    const names = clusters.map(({ name }) => name);
    if (flags.all === true && args.length > 0) throw new UsageError(`--all and ${args[0]} contradict one another`);
    for (const name of args) {
      if (!names.includes(name)) throw new UsageError(`there is no running cluster '${name}'${suggest(name, names)}`);
    }
    if (flags.all !== true && args.length === 0 && names.length !== 1) {
      throw new UsageError(
        names.length === 0
          ? 'no cluster is running'
          : `several clusters are running (${names.join(', ')}); name one, or give --all`,
      );
    }
    const wanted = args.length === 0 ? clusters : clusters.filter(({ name }) => args.includes(name));
    for (const { name, control } of wanted) {
      if (!(await askToEnd(control)))
        throw new HarnessError(`cluster ${name} did not answer; gwconf cluster list tells`);
      io.stdout.write(`ended cluster ${name}\n`);
    }
    return 0;
  },
};
