import { statfs } from 'node:fs/promises';
import { type RunProgram, runProgram } from '../../common/exec/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { isAlive, listRunRecords } from '../../common/state/runs.ts';
import { type ContainerRuntime, findRuntime } from '../containers/index.ts';
import { findInotifyLack, type ReadKernel, readKernelFile } from '../inotify.ts';
import { createKind } from '../kind/index.ts';
import type { Finding, Section } from './types.ts';

export interface MachineTools {
  nodeVersion: string;
  run: RunProgram;
  findRuntime(): Promise<ContainerRuntime>;
  /** Bytes free where a path is; undefined where that cannot be told. */
  freeBytes(path: string): Promise<number | undefined>;
  /** Text of a file of the kernel; undefined where there is none. */
  readKernel: ReadKernel;
}

const oldestNode = [20, 19] as const;
/** A node image, a cluster's volume and a few images of implementations. */
const enoughBytes = 5e9;

/** What a run needs of this machine. */
export async function inspectMachine(tools: MachineTools = createMachineTools()): Promise<Section> {
  const groups = await Promise.all([
    inspectNode(tools),
    inspectContainers(tools),
    inspectProgram(
      tools,
      'kubectl',
      ['version', '--client'],
      'profiles with a kustomize step need it',
      'https://kubernetes.io/docs/tasks/tools/',
    ),
    inspectProgram(
      tools,
      'helm',
      ['version', '--short'],
      'profiles that install a chart need it',
      'https://helm.sh/docs/intro/install/',
    ),
    inspectLeftovers(),
  ]);
  return { title: 'This machine', findings: groups.flat() };
}

function inspectNode({ nodeVersion }: MachineTools): Finding[] {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  const isNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const advice = `install Node ${oldestNode.join('.')} or newer (https://nodejs.org)`;
  return [{ subject: 'Node', status: isNew ? 'ok' : 'problem', seen: nodeVersion, ...(isNew ? {} : { advice }) }];
}

async function inspectContainers(tools: MachineTools): Promise<Finding[]> {
  let runtime: ContainerRuntime;
  try {
    runtime = await tools.findRuntime();
  } catch (error) {
    return [{ subject: 'docker or podman', status: 'note', seen: 'missing', advice: adviceOf(error) }];
  }
  const subject = runtime.program;
  try {
    const version = await runtime.version();
    const findings: Finding[] = [{ subject, status: 'ok', seen: version }];
    return [
      ...findings,
      ...(await inspectDisk(tools, runtime)),
      ...(await inspectInotify(tools)),
      await inspectKind(tools, runtime),
    ];
  } catch (error) {
    return [
      { subject, status: 'note', seen: 'not usable', advice: adviceOf(error) },
      await inspectKind(tools, runtime),
    ];
  }
}

async function inspectKind(tools: MachineTools, runtime: ContainerRuntime): Promise<Finding> {
  try {
    return { subject: 'kind', status: 'ok', seen: await createKind(runtime, tools.run).version() };
  } catch (error) {
    return { subject: 'kind', status: 'note', seen: 'not usable', advice: adviceOf(error) };
  }
}

async function inspectDisk({ freeBytes, run }: MachineTools, { program }: ContainerRuntime): Promise<Finding[]> {
  const format = program === 'docker' ? '{{.DockerRootDir}}' : '{{.Store.GraphRoot}}';
  const root = (await run(program, ['info', '--format', format]).catch(() => '')).trim();
  const free = root === '' ? undefined : await freeBytes(root);
  if (free === undefined) return [];
  const seen = `${(free / 1e9).toFixed(0)} GB free in ${root}`;
  const advice = `a kind cluster needs a few GB: make room with ${program} system prune`;
  return [
    { subject: 'disk', status: free >= enoughBytes ? 'ok' : 'note', seen, ...(free >= enoughBytes ? {} : { advice }) },
  ];
}

async function inspectInotify({ readKernel }: MachineTools): Promise<Finding[]> {
  const lack = await findInotifyLack(readKernel);
  if (!lack) return [];
  return [{ subject: 'inotify instances', status: 'note', seen: String(lack.instances), advice: lack.advice }];
}

async function inspectProgram(
  { run }: MachineTools,
  program: string,
  args: readonly string[],
  need: string,
  url: string,
): Promise<Finding[]> {
  try {
    const text = await run(program, args, { timeoutMs: 20_000 });
    const seen = /v\d+\.\d+\.\d+[^\s,"]*/.exec(text)?.[0] ?? text.split('\n')[0] ?? '';
    return [{ subject: program, status: 'ok', seen }];
  } catch {
    return [{ subject: program, status: 'note', seen: 'missing', advice: `${need} (${url})` }];
  }
}

async function inspectLeftovers(): Promise<Finding[]> {
  const dead = (await listRunRecords()).filter((record) => !record.kept && !isAlive(record));
  if (dead.length === 0) return [];
  const seen = dead.map(({ runId }) => runId).join(', ');
  return [{ subject: 'runs that were killed', status: 'note', seen, advice: 'remove what they left: gwconf cleanup' }];
}

function adviceOf(error: unknown): string {
  return messageOf(error).replace(/ \(the command: .*\)$/, '');
}

function createMachineTools(): MachineTools {
  return {
    nodeVersion: process.version,
    run: runProgram,
    findRuntime: () => findRuntime(),
    async freeBytes(path) {
      const stats = await statfs(path).catch(() => undefined);
      return stats && stats.bavail * stats.bsize;
    },
    readKernel: readKernelFile,
  };
}
