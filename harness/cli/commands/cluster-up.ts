import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatDuration } from '../../../reports/text.ts';
import type { Cluster } from '../../clusters/providers/types.ts';
import { removeClusterRecord, writeClusterRecord } from '../../common/state/clusters.ts';
import { makeFolder } from '../../common/state/folders.ts';
import { UsageError } from '../../scenario/errors.ts';
import { createPolicies } from '../../wait/policies.ts';
import { openControl } from '../cluster/control.ts';
import { startDetached } from '../cluster/detach.ts';
import { chooseName, listClusters } from '../cluster/list.ts';
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
    values: 'implementations',
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
  {
    name: 'name',
    kind: 'text',
    describe: 'What cluster list and cluster down call it',
    group: 'Cluster',
    defaultText: 'gwconf, or with a number',
  },
  {
    name: 'detach',
    kind: 'flag',
    describe: 'Go on in the background once it is up: gwconf cluster down ends it',
    group: 'Cluster',
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
    ['cluster up --detach', 'in the background, until gwconf cluster down'],
  ],
  async run(input, context) {
    const cleanup = createCleanupStack();
    const interrupts = watchInterrupts(context.io, () => {
      context.io.stderr.write('stopping (press Ctrl-C again to end at once)\n');
    });
    try {
      const name = await takeName(input.flags.name);
      if (input.flags.detach === true) return await detach(name, input, context, interrupts);
      const { asked } = await startCluster(name, input, context, cleanup, interrupts);
      await Promise.race([interrupts.interrupted, asked]);
      return 0;
    } catch (error) {
      throw interrupts.signal.aborted ? interrupts.signal.reason : error;
    } finally {
      for (const problem of await cleanup.run()) context.io.stderr.write(`gwconf: ${problem}\n`);
      interrupts.stop();
    }
  },
};

/** Gives the promise of who asks for the end by `gwconf cluster down`. */
async function startCluster(
  name: string,
  { flags }: CommandInput,
  { io, wiring }: CommandContext,
  cleanup: CleanupStack,
  { signal }: Interrupts,
): Promise<{ asked: Promise<void> }> {
  const { clock } = wiring;
  const startedAt = clock.now();
  const folder = await makeFolder('cluster');
  cleanup.add('the folder of the cluster', () => rmSync(folder, { recursive: true, force: true }));
  // Closed last: who asks for the end learns by it that all is gone.
  const control = await openControl(folder);
  cleanup.add('the control socket', () => control.close());
  const path = typeof flags.kubeconfig === 'string' ? resolve(io.cwd, flags.kubeconfig) : join(folder, 'kubeconfig');
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
  const holds = `Kubernetes ${kubernetes}, Gateway API ${version} (${cluster.crdSource})${installed}`;
  cleanup.add('the record of the cluster', () => removeClusterRecord(name));
  const since = clock.date().toISOString();
  await writeClusterRecord({
    name,
    pid: process.pid,
    startedAt: since,
    kubeconfig: path,
    holds,
    control: control.path,
  });
  const { staticAddress } = cluster.capabilities;
  const free = staticAddress === undefined ? '' : `a Gateway may ask for the address ${staticAddress}\n`;
  io.stdout.write(`cluster is up after ${took}: ${holds}\n${free}export KUBECONFIG=${path}\nCtrl-C ends it.\n`);
  return control;
}

/** Throws UsageError for a name that is none, or that a cluster has. */
async function takeName(wanted: unknown): Promise<string> {
  const taken = new Set((await listClusters()).map(({ name }) => name));
  if (typeof wanted !== 'string') return chooseName(taken);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(wanted)) {
    throw new UsageError(`--name ${JSON.stringify(wanted)} is no name: small letters, digits and -, 40 at most`);
  }
  if (taken.has(wanted)) {
    throw new UsageError(
      `a cluster ${wanted} runs already; end it by gwconf cluster down ${wanted}, or choose a --name`,
    );
  }
  return wanted;
}

/** Starts this command line again in the background, without `--detach`. */
async function detach(
  name: string,
  { flags }: CommandInput,
  { io, commandLine }: CommandContext,
  { signal }: Interrupts,
): Promise<number> {
  const words = commandLine.slice(1).filter((word) => !/^--(no-)?detach(=|$)/.test(word));
  const named = flags.name === undefined ? [...words, '--name', name] : words;
  const outcome = await startDetached(named, name, io.cwd, signal);
  signal.throwIfAborted();
  if ('said' in outcome) {
    io.stderr.write(outcome.said);
    return outcome.code;
  }
  const { holds, kubeconfig } = outcome.record;
  io.stdout.write(`cluster ${name} is up: ${holds}\nexport KUBECONFIG=${kubeconfig}\n`);
  io.stdout.write(`gwconf cluster down ${name} ends it.\n`);
  return 0;
}
