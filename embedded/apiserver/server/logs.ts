import { badRequest, notFound } from '../errors/status.ts';
import { getPath, listObjects } from '../json.ts';
import { type Cluster, findStored, type Target } from '../requests/context.ts';
import { readCount, readFlag } from '../requests/options.ts';
import type { Response } from './messages.ts';
import type { PodLogRequest, PodLogSource } from './podlogs.ts';
import { sendText } from './respond.ts';

/** GET …/pods/NAME/log */
export async function sendPodLog(
  cluster: Cluster,
  source: PodLogSource | undefined,
  target: Target,
  query: URLSearchParams,
  response: Response,
): Promise<void> {
  const { resource, namespace, name } = target;
  const pod = findStored(cluster, target);
  if (!pod) throw notFound(resource, name);
  const container = query.get('container') || undefined;
  const names = listObjects(getPath(pod.object, 'spec', 'containers')).map((one) => String(one.name));
  if (container && !names.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
  if (!container && names.length > 1) {
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
  }
  const controller = new AbortController();
  response.onClose(() => controller.abort());
  const log = await source?.(namespace, name, container ?? names[0], readLogRequest(query, controller.signal));
  if (log === undefined) throw badRequest(`no log of container ${container ?? names[0]} in pod ${name} is kept`);
  if (typeof log === 'string') return sendText(response, 200, 'text/plain', log);
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-cache, private' });
  response.flush();
  for await (const chunk of log) {
    if (controller.signal.aborted) break;
    response.write(chunk);
  }
  response.end();
}

function readLogRequest(query: URLSearchParams, signal: AbortSignal): PodLogRequest {
  const tailLines = readCount(query, 'tailLines');
  return {
    follow: readFlag(query, 'follow'),
    timestamps: readFlag(query, 'timestamps'),
    signal,
    ...(tailLines !== undefined && { tailLines }),
    ...readSince(query),
  };
}

function readSince(query: URLSearchParams): { sinceTime?: Date } {
  const seconds = readCount(query, 'sinceSeconds');
  if (seconds !== undefined) return { sinceTime: new Date(Date.now() - seconds * 1000) };
  const text = query.get('sinceTime');
  if (!text) return {};
  const sinceTime = new Date(text);
  if (Number.isNaN(sinceTime.getTime()))
    throw badRequest(`invalid sinceTime ${JSON.stringify(text)}: expected RFC 3339`);
  return { sinceTime };
}
