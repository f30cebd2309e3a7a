import { isRecord } from '../common/guards.ts';
import { KubeError } from './errors.ts';
import type { Requests } from './requests.ts';

/** A pod that writes thousands of lines a second must not fill the memory: the newest are kept. */
const greatestLines = '5000';

/** Log lines since a time; of every container, each line marked with its name, where a pod has several. */
export async function readPodLogs(requests: Requests, namespace: string, pod: string, since: Date): Promise<string> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}`;
  const action = `read the log of Pod ${namespace}/${pod}`;
  const read = (container?: string) =>
    requests.send({
      action,
      method: 'GET',
      path: `${path}/log`,
      query: {
        sinceTime: since.toISOString(),
        tailLines: greatestLines,
        ...(container === undefined ? {} : { container }),
      },
    });
  try {
    return await read();
  } catch (error) {
    // A pod of several containers must be asked for each by name, and only then says so.
    const containers =
      error instanceof KubeError && error.status === 400
        ? readContainers(await requests.send({ action, method: 'GET', path }))
        : [];
    if (containers.length < 2) {
      throw error;
    }
    const logs = await Promise.all(containers.map(async (name) => markLines(name, await read(name))));
    return logs.join('');
  }
}

function readContainers(text: string): string[] {
  const pod: unknown = JSON.parse(text);
  const spec = isRecord(pod) && isRecord(pod.spec) ? pod.spec : {};
  const containers: unknown[] = Array.isArray(spec.containers) ? spec.containers : [];
  return containers.flatMap((entry) => (isRecord(entry) && typeof entry.name === 'string' ? [entry.name] : []));
}

function markLines(container: string, log: string): string {
  return log.replace(/^.+$/gm, (line) => `[${container}] ${line}`).replace(/([^\n])$/, '$1\n');
}
