import { resolve } from 'node:path';
import { cleanUp } from '../../clusters/cleanup/clean-up.ts';
import type { RunRecord } from '../../common/state/runs.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createPolicies } from '../../wait/policies.ts';
import { exitCodes } from '../exit-codes.ts';
import { contextOptions } from '../options/clusters.ts';
import { debugOption } from '../options/common.ts';
import { watchInterrupts } from '../run/interrupt.ts';
import type { Command } from './command.ts';

const group = 'What to remove';

/** Throws UsageError for a run that this machine knows nothing of: it is none, or was cleaned up already. */
function checkRun(run: string, records: readonly RunRecord[]): void {
  const known = [...new Set(records.map(({ runId }) => runId))];
  if (known.includes(run)) return;
  const others = known.length > 0 ? `it knows ${known.join(', ')}` : 'it knows of none that left anything';
  throw new UsageError(
    `this machine knows nothing of a run '${run}'; ${others}. --context or --kubeconfig looks for it in a cluster`,
  );
}

export const cleanupCommand: Command = {
  path: ['cleanup'],
  summary: 'Remove what runs that were killed have left: kind clusters, objects, addresses',
  options: [
    { name: 'run', kind: 'text', describe: 'Only this run, also where it was not of this machine', group },
    { name: 'kept', kind: 'flag', describe: 'Also what --keep left on purpose', group },
    { name: 'forget', kind: 'flag', describe: 'With --run: look for it no more, since its cluster is gone', group },
    { name: 'dry-run', kind: 'flag', describe: 'Say what would be removed, and remove nothing', group },
    ...contextOptions,
    debugOption,
  ],
  examples: [
    ['cleanup', 'what runs of this machine have left, wherever'],
    ['cleanup --dry-run', 'only say it'],
    ['cleanup --context staging --run gwconf-k3x9q1', 'what a run of another machine has left in that cluster'],
  ],
  async run({ flags }, { io, wiring }) {
    const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
    const path = text('kubeconfig');
    const context = text('context');
    if (flags.forget === true && text('run') === undefined) {
      throw new UsageError('--forget needs --run ID: which run nobody need look for any more');
    }
    const { signal, stop } = watchInterrupts(io, () => {});
    let told = 0;
    try {
      const parts = await wiring.loadCleanup();
      const cluster =
        path === undefined && context === undefined
          ? undefined
          : { path: path === undefined ? undefined : resolve(io.cwd, path), context };
      const run = text('run');
      if (run !== undefined && !cluster) checkRun(run, parts.records);
      // What is wrong with the question is told before anything is removed.
      if (cluster) await parts.chooseKubeconfig(cluster);
      if (flags['dry-run'] !== true) await (await import('../../common/state/folders.ts')).removeDeadFolders();
      const problems = await cleanUp(
        {
          run,
          kept: flags.kept === true,
          forget: flags.forget === true,
          dryRun: flags['dry-run'] === true,
          ...(cluster ? { cluster } : {}),
        },
        {
          ...parts,
          connect: (kubeconfig, until) => wiring.createKubeApi(kubeconfig, 'cleanup', until),
          clock: wiring.clock,
          signal,
          policy: createPolicies().workload,
          tell(line) {
            told += 1;
            io.stdout.write(`${line}\n`);
          },
        },
      );
      for (const problem of problems) io.stderr.write(`gwconf: ${problem}\n`);
      if (told === 0 && problems.length === 0) {
        io.stdout.write(`nothing is left of ${run === undefined ? 'any run' : `run ${run}`}\n`);
      }
      return problems.length > 0 ? exitCodes.harness : exitCodes.conformant;
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      stop();
    }
  },
};
