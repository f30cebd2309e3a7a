import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatDuration } from '../../../reports/text.ts';
import type { Cluster } from '../../clusters/providers/types.ts';
import { makeFolder } from '../../common/state/folders.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createPolicies } from '../../wait/policies.ts';
import { debugOption } from '../options/common.ts';
import { crdsOption, toCrdSource, toCrds } from '../options/crds.ts';
import type { OptionSpec } from '../options/spec.ts';
import { type CleanupStack, createCleanupStack } from '../run/cleanup.ts';
import { openConnection } from '../run/connection.ts';
import { type Interrupts, watchInterrupts } from '../run/interrupt.ts';
import { checkKubeconfigPath, writeKubeconfig } from '../run/outputs.ts';
import type { Command, CommandContext, CommandInput } from './command.ts';

const options: readonly OptionSpec[] = [
  {
    name: 'kubeconfig',
    kind: 'text',
    describe: 'Write the kubeconfig here, readable by you only',
    group: 'Cluster',
    defaultText: 'a new folder for temporary files',
    values: 'files',
  },
  {
    name: 'install',
    kind: 'text',
    describe: 'Install this implementation: a profile by name or as a file',
    group: 'Cluster',
    defaultText: 'none',
  },
  {
    name: 'set',
    kind: 'pairs',
    describe: 'Change a parameter of the profile, name=value; repeatable',
    group: 'Cluster',
  },
  crdsOption,
  {
    name: 'port',
    kind: 'integer',
    min: 1,
    max: 65_535,
    describe: 'Port of the API server',
    group: 'Cluster',
    defaultText: 'a free one',
  },
  debugOption,
];

export const clusterUpCommand: Command = {
  path: ['cluster', 'up'],
  summary: 'Run an embedded cluster until Ctrl-C, for kubectl and controllers',
  options,
  examples: [
    ['cluster up', 'prints the export line that leads kubectl to it'],
    ['cluster up --install reference --kubeconfig ./kubeconfig', 'with a gateway in it'],
  ],
  async run(input, context) {
    const cleanup = createCleanupStack();
    const interrupts = watchInterrupts(context.io, () => {
      context.io.stderr.write('stopping (press Ctrl-C again to end at once)\n');
    });
    try {
      await startCluster(input, context, cleanup, interrupts);
      await interrupts.interrupted;
      return 0;
    } catch (error) {
      throw interrupts.signal.aborted ? interrupts.signal.reason : error;
    } finally {
      for (const problem of await cleanup.run()) context.io.stderr.write(`gwconf: ${problem}\n`);
      interrupts.stop();
    }
  },
};

async function startCluster(
  { flags }: CommandInput,
  { io, wiring }: CommandContext,
  cleanup: CleanupStack,
  { signal }: Interrupts,
): Promise<void> {
  const { clock } = wiring;
  const startedAt = clock.now();
  const path = await choosePath(flags.kubeconfig, io.cwd, cleanup);
  checkKubeconfigPath(path);
  const install = typeof flags.install === 'string' ? flags.install : undefined;
  const set = (flags.set ?? {}) as Readonly<Record<string, string>>;
  const place = { provider: 'embedded', cwd: io.cwd, path: io.env.PATH };
  const [parameter] = Object.keys(set);
  if (install === undefined && parameter !== undefined) {
    throw new UsageError(`--set ${parameter} needs --install: which implementation has the parameter`);
  }
  const profile = install === undefined ? undefined : await wiring.loadImplementation(install, set, place);

  const crds = toCrdSource(toCrds(typeof flags.crds === 'string' ? flags.crds : undefined, io.cwd));
  const port = typeof flags.port === 'number' ? flags.port : undefined;
  const provider = await wiring.createProvider('embedded', { embedded: { crds, port } });
  const started: { cluster?: Cluster } = {};
  cleanup.add('the cluster', () => started.cluster?.stop());
  const cluster = await provider.start(signal);
  started.cluster = cluster;
  cleanup.add('the kubeconfig', writeKubeconfig(path, cluster.kubeconfig));

  const { api, lasting } = await openConnection(cluster, 'cluster-up', wiring, cleanup);
  const [kubernetes, { version }] = await Promise.all([api.serverVersion(), wiring.detectGatewayApi(api)]);
  if (profile) {
    const tools = { api, runId: 'cluster-up', kubeconfig: cluster.kubeconfig };
    const installation = await wiring.createInstallation(profile, tools);
    cleanup.add('the implementation', () =>
      installation.uninstall({ clock, signal: lasting, policy: createPolicies().workload }, 'machine'),
    );
    const { workload, status } = createPolicies();
    await installation.install({ clock, signal, policy: workload, acceptance: status });
  }
  const installed = profile ? `, GatewayClass ${profile.gatewayClass}` : '';
  const took = formatDuration(clock.now() - startedAt);
  io.stdout.write(
    `cluster is up after ${took}: Kubernetes ${kubernetes}, Gateway API ${version} (${cluster.crdSource})${installed}\n` +
      `export KUBECONFIG=${path}\n` +
      'Ctrl-C ends it.\n',
  );
}

async function choosePath(flag: unknown, cwd: string, cleanup: CleanupStack): Promise<string> {
  if (typeof flag === 'string') return resolve(cwd, flag);
  const folder = await makeFolder('cluster');
  cleanup.add('the folder of the kubeconfig', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'kubeconfig');
}
