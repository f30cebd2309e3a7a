import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { matchesLabels } from '../kube/labels.ts';
import { controllerReference, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import type { EndpointSlice, Service } from '../kube/services.ts';
import { isHeadless } from './admission.ts';
import { buildSlices, MANAGED_BY_LABEL, MANAGER, SERVICE_LABEL, type SliceContent } from './slices.ts';

/** Keeps the EndpointSlices of services with a selector like the pods that it selects. */
export function startEndpointController(context: NodeContext): Queue {
  const { services, pods, endpointSlices } = context.caches;
  const queue = createQueue(reconcile, (key, error) => context.log(`Endpoints of ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const service = services.get(namespace, name);
    // The slices of a deleted service go with it, by their owner reference.
    if (!service || service.metadata.deletionTimestamp) return;
    const existing = endpointSlices.list(namespace).filter((slice) => isManaged(slice, name));
    const wanted = service.spec.selector && service.spec.type !== 'ExternalName' ? select(service) : [];
    const free = new Set(existing);
    for (const content of wanted) {
      const slice = [...free].find(({ ports }) => isDeepStrictEqual(ports ?? [], content.ports)) ?? [...free][0];
      if (slice) free.delete(slice);
      await write(context, service, slice, content);
    }
    for (const slice of free) await remove(context, slice);
  }

  function select(service: Service): SliceContent[] {
    const selector = service.spec.selector ?? {};
    const selected = pods
      .list(service.metadata.namespace)
      .filter(({ metadata }) => Object.keys(selector).length > 0 && matchesLabels(selector, metadata.labels));
    return buildSlices(service, selected, context.nodeName);
  }

  services.onChange(({ now }) => now && queue.add(keyOf(now)));
  endpointSlices.onChange(({ before, now }) => {
    const { namespace, labels } = (now ?? before)?.metadata ?? {};
    const managed = labels?.[MANAGED_BY_LABEL] === MANAGER;
    if (managed && labels?.[SERVICE_LABEL]) queue.add(`${namespace}/${labels[SERVICE_LABEL]}`);
  });
  pods.onChange(({ before, now }) => {
    for (const service of services.list((now ?? before)?.metadata.namespace ?? '')) {
      const { selector } = service.spec;
      const selects = [before, now].some((pod) => selector && pod && matchesLabels(selector, pod.metadata.labels));
      if (selects) queue.add(keyOf(service));
    }
  });
  return queue;
}

function isManaged({ metadata }: EndpointSlice, service: string): boolean {
  const { labels, deletionTimestamp } = metadata;
  return !deletionTimestamp && labels?.[SERVICE_LABEL] === service && labels[MANAGED_BY_LABEL] === MANAGER;
}

async function write(
  { client, caches }: NodeContext,
  service: Service,
  slice: EndpointSlice | undefined,
  content: SliceContent,
): Promise<void> {
  const { namespace, name, labels: serviceLabels } = service.metadata;
  const labels = {
    ...serviceLabels,
    [SERVICE_LABEL]: name,
    [MANAGED_BY_LABEL]: MANAGER,
    ...(isHeadless(service) && { 'service.kubernetes.io/headless': '' }),
  };
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
  if (!slice) {
    const created = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-${randomBytes(4).toString('hex').slice(0, 5)}`,
        namespace,
        labels,
        ownerReferences: [controllerReference('v1', 'Service', service)],
      },
      addressType: 'IPv4',
      ...content,
    };
    const answer = await tolerate(['Forbidden', 'NotFound'], client.call<EndpointSlice>('POST', path, created));
    if (answer) caches.endpointSlices.put(answer);
    return;
  }
  const same =
    isDeepStrictEqual(slice.ports ?? [], content.ports) &&
    isDeepStrictEqual(slice.endpoints ?? [], content.endpoints) &&
    isDeepStrictEqual(slice.metadata.labels, labels);
  if (same) return;
  const changed = { ...slice, ...content, metadata: { ...slice.metadata, labels } };
  // With its resource version, so that an older view of the slice never overwrites a newer one.
  const answer = await client.call<EndpointSlice>('PUT', `${path}/${slice.metadata.name}`, changed);
  caches.endpointSlices.put(answer);
}

async function remove({ client, caches }: NodeContext, slice: EndpointSlice): Promise<void> {
  const { namespace, name } = slice.metadata;
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices/${name}`;
  await tolerate(['NotFound'], client.call('DELETE', path));
  caches.endpointSlices.drop(slice);
}
