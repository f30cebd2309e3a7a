import { readFile } from 'node:fs/promises';

const ENOUGH = 512;
const FILE = '/proc/sys/fs/inotify/max_user_instances';

export interface InotifyLack {
  instances: number;
  advice: string;
}

/** A file of the kernel; undefined where this one does not have it. */
export type ReadKernel = (path: string) => Promise<string | undefined>;

export const readKernelFile: ReadKernel = (path) => readFile(path, 'utf8').catch(() => undefined);

/**
 * Kubelets and proxies take of these, all of one user from the same: with too few, nodes do not start, and an Envoy ends as soon as it
 * starts. Undefined where there are enough, or the kernel has no such limit.
 */
export async function findInotifyLack(readKernel: ReadKernel = readKernelFile): Promise<InotifyLack | undefined> {
  const text = await readKernel(FILE);
  const instances = Number(text);
  if (text === undefined || instances >= ENOUGH) return undefined;
  const advice = `several nodes, or proxies of some thirty Gateways, may not start: sudo sysctl fs.inotify.max_user_instances=${ENOUGH}`;
  return { instances, advice };
}
