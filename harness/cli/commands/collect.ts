import { join, resolve } from 'node:path';
import { writeFileWhole } from '../../../reports/files.ts';
import { isRecord } from '../../common/guards.ts';
import { kinds } from '../../kinds/index.ts';
import { chooseKubeconfig } from '../../kube/kubeconfig.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { RunResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import { fromResultLines } from '../job/result-lines.ts';
import { debugOption } from '../options/common.ts';
import { readRunResult } from '../results/read.ts';
import { writeReports } from '../results/write-reports.ts';
import { listOutputs } from '../run/output-files.ts';
import type { Command } from './command.ts';

export const collectCommand: Command = {
  path: ['collect'],
  summary: 'Take the results of a Job of gwconf job from the logs of its pods, merged; ends as the run would',
  options: [
    { name: 'name', kind: 'text', describe: 'Of the Job', group: 'Which Job', defaultText: 'gwconf' },
    { name: 'namespace', kind: 'text', describe: 'Of the Job', group: 'Which Job', defaultText: 'gwconf' },
    {
      name: 'kubeconfig',
      kind: 'text',
      describe: "The cluster's kubeconfig",
      group: 'Which Job',
      defaultText: '$KUBECONFIG, else ~/.kube/config',
      values: 'files',
    },
    {
      name: 'context',
      kind: 'text',
      describe: 'Context of the kubeconfig',
      group: 'Which Job',
      defaultText: 'the current one',
    },
    {
      name: 'output-dir',
      kind: 'text',
      describe: 'Folder for the reports of the whole run, and of each shard in a folder of its own',
      group: 'Output',
      defaultText: 'gwconf-report',
      values: 'files',
    },
    { name: 'quiet', kind: 'flag', describe: 'Print failures and totals only', group: 'Output' },
    debugOption,
  ],
  examples: [
    ['collect', 'of the Job gwconf in the namespace gwconf'],
    ['collect --name nightly --namespace ci --output-dir results', 'of another one'],
  ],
  async run({ flags }, { io, wiring }) {
    const text = (name: string): string | undefined => (typeof flags[name] === 'string' ? flags[name] : undefined);
    const { name = 'gwconf', namespace = 'gwconf' } = { name: text('name'), namespace: text('namespace') };
    const path = text('kubeconfig');
    const chosen = await chooseKubeconfig({
      ...(path === undefined ? {} : { path: resolve(io.cwd, path) }),
      context: text('context'),
    });
    const folder = resolve(io.cwd, text('output-dir') ?? 'gwconf-report');
    const ending = new AbortController();
    const api = await wiring.createKubeApi(chosen.text, 'collect', ending.signal);
    try {
      const files = await saveResults(api, { name, namespace, folder });
      const read = await Promise.all(files.map(async (file) => ({ file, result: await readRunResult(file, io.cwd) })));
      const result = await merge(read, wiring);
      return await writeReports(result, listOutputs(folder), { io, wiring, quiet: flags.quiet === true });
    } finally {
      api.close();
      ending.abort();
    }
  },
};

interface Place {
  name: string;
  namespace: string;
  folder: string;
}

/** Writes the result of each pod; gives the paths. Throws UsageError where a pod has none. */
async function saveResults(api: KubeApi, { name, namespace, folder }: Place): Promise<string[]> {
  const pods = await api.list(kinds.Pod, { namespace, labelSelector: `batch.kubernetes.io/job-name=${name}` });
  if (pods.length === 0) throw new UsageError(`there is no pod of a Job ${name} in the namespace ${namespace}`);
  const named = pods.map(({ metadata, status }) => ({
    pod: metadata.name,
    phase: String(isRecord(status) ? status.phase : 'unknown'),
    index: metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? '0',
  }));
  return await Promise.all(
    named.map(async ({ pod, phase, index }) => {
      const json = fromResultLines(await api.podLogs(namespace, pod, new Date(0)));
      if (json === undefined) {
        const why = phase === 'Running' || phase === 'Pending' ? `it is ${phase}; wait until the Job is over` : phase;
        throw new UsageError(`the log of pod ${pod} holds no result (${why}); kubectl logs -n ${namespace} ${pod}`);
      }
      const file = join(folder, `shard-${Number(index) + 1}`, 'result.json');
      writeFileWhole(file, json);
      return file;
    }),
  );
}

async function merge(
  read: readonly { file: string; result: RunResult }[],
  wiring: Parameters<Command['run']>[1]['wiring'],
): Promise<RunResult> {
  const [first, ...others] = read;
  if (first && others.length === 0 && !first.result.shard) return first.result;
  const { mergeShards } = await import('../../run/merge/merge-shards.ts');
  return mergeShards(read, await wiring.loadCatalogue());
}
