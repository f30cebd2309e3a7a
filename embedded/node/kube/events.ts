import { randomBytes } from 'node:crypto';
import { type NodeContext, tolerate } from './context.ts';
import type { KubeObject } from './objects.ts';

/** Records an Event about an object. Never fails: an Event that cannot be written is only logged. */
export function recordEvent(
  { client, nodeName, now, log }: NodeContext,
  /** Items of a list do not carry their own. */
  about: { apiVersion: string; kind: string },
  object: KubeObject,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  component = 'kubelet',
): void {
  const { namespace = 'default', name, uid, resourceVersion } = object.metadata;
  const time = now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${randomBytes(8).toString('hex')}`, namespace },
    involvedObject: { ...about, namespace, name, uid, resourceVersion },
    type,
    reason,
    message,
    source: { component, ...(component === 'kubelet' && { host: nodeName }) },
    reportingComponent: component,
    reportingInstance: component === 'kubelet' ? nodeName : '',
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
  };
  const write = client.call('POST', `/api/v1/namespaces/${namespace}/events`, event);
  tolerate(['NotFound', 'Forbidden'], write).catch((error: unknown) => log(`Could not record an Event: ${error}`));
}
