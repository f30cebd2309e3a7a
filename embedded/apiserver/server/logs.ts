import type { V1ContainerStatus } from '@kubernetes/client-node';
import { badRequest } from '../../../apimachinery/errors/status.ts';
import { getPath, listObjects } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { type Cluster, requireStored, type Target } from '../requests/context.ts';
import { type LogOptions, readLogOptions } from './logoptions.ts';
import type { Response } from './messages.ts';
import type { PodLogSource } from './podlogs.ts';
import { sendText } from './respond.ts';

const TYPE = 'text/plain';

/** GET …/pods/NAME/log. @throws ApiError */
export async function sendPodLog(
  cluster: Cluster,
  source: PodLogSource | undefined,
  target: Target,
  query: URLSearchParams,
  response: Response,
): Promise<void> {
  const { object } = requireStored(cluster, target);
  const options = readLogOptions(query, target.name, cluster.clock.date());
  const container = chooseContainer(object, query.get('container') || undefined);
  refuseUnstarted(object, container, options);
  const controller = new AbortController();
  response.onClose(() => controller.abort());
  const { previous: _previous, limitBytes = Number.POSITIVE_INFINITY, ...request } = options;
  const log = await source?.(target.namespace, target.name, container, { ...request, signal: controller.signal });
  if (typeof log !== 'object') {
    sendText(
      response,
      200,
      TYPE,
      Buffer.from(log ?? '')
        .subarray(0, limitBytes)
        .toString(),
    );
    return;
  }
  response.writeHead(200, { 'content-type': TYPE, 'cache-control': 'no-cache, private' });
  response.flush();
  let left = limitBytes;
  for await (const text of log) {
    if (controller.signal.aborted) break;
    const chunk = Buffer.from(text).subarray(0, left);
    response.write(chunk);
    left -= chunk.length;
    if (left <= 0) break;
  }
  response.end();
}

function chooseContainer({ metadata, spec }: KubeObject, wanted: string | undefined): string {
  const list = (field: string) => listObjects(getPath(spec, field)).map((one) => String(one.name));
  const names = [...list('initContainers'), ...list('containers'), ...list('ephemeralContainers')];
  const { name } = metadata;
  if (wanted) {
    if (names.includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  if (names.length === 1) return names[0] ?? '';
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
}

/** A container that has not started has no log, nor one before its first restart a previous one. */
function refuseUnstarted({ metadata, status }: KubeObject, container: string, { previous }: LogOptions): void {
  const lists = ['initContainerStatuses', 'containerStatuses'].map((field) => listObjects(getPath(status, field)));
  const statuses = lists.flat() as unknown as V1ContainerStatus[];
  const found = statuses.find(({ name }) => name === container);
  const names = `${JSON.stringify(container)} in pod ${JSON.stringify(metadata.name)}`;
  if (previous && !found?.lastState?.terminated) throw badRequest(`previous terminated container ${names} not found`);
  const { waiting } = found?.state ?? {};
  if (!waiting || found?.lastState?.terminated) return;
  const reason = waiting.reason === 'ErrImageNeverPull' ? "image can't be pulled" : waiting.reason;
  throw badRequest(`container ${names} is waiting to start: ${reason}`);
}
