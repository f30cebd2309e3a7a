import { randomUUID } from 'node:crypto';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { listUndone } from '../builtin/undone.ts';
import { type Cluster, formatTime } from '../requests/context.ts';
import { ensureCreated } from '../requests/create.ts';

/** Has an Event tell at an object what is not done for it, when it is made and when that changes. */
export function tellUndone(cluster: Cluster): void {
  cluster.store.observe((_storage, { type, stored, previous }) => {
    if (type === 'DELETED') return;
    for (const message of listUndone(stored.object, previous?.object)) recordEvent(cluster, stored.object, message);
  });
}

function recordEvent(cluster: Cluster, { apiVersion, kind, metadata }: KubeObject, message: string): void {
  // Events about objects of the cluster's scope are in the namespace default.
  const { name, namespace = 'default', uid, resourceVersion } = metadata;
  const time = formatTime(cluster.clock.date());
  const reportingComponent = 'kube-apiserver';
  ensureCreated(cluster, cluster.registry.find('', 'v1', 'events'), {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${randomUUID().slice(0, 8)}`, namespace },
    involvedObject: { apiVersion, kind, ...(metadata.namespace && { namespace }), name, uid, resourceVersion },
    ...{ type: 'Warning', reason: 'NotDoneHere', message },
    ...{ source: { component: reportingComponent }, reportingComponent, reportingInstance: '' },
    ...{ firstTimestamp: time, lastTimestamp: time, count: 1 },
  });
}
