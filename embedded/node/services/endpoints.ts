import type { NodeContext } from '../kube/context.ts';
import { matchesLabels } from '../kube/labels.ts';
import { controllerReference, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import type { EndpointSlice, Service } from '../kube/services.ts';
import { isHeadless } from './admission.ts';
import { keepSlices, type SliceMetadata } from './slice-writer.ts';
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
    await keepSlices(context, describeSlices(service), existing, wanted);
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

function describeSlices(service: Service): SliceMetadata {
  const { namespace, name, labels } = service.metadata;
  return {
    namespace,
    service: name,
    labels: {
      ...labels,
      [SERVICE_LABEL]: name,
      [MANAGED_BY_LABEL]: MANAGER,
      ...(isHeadless(service) && { 'service.kubernetes.io/headless': '' }),
    },
    owner: controllerReference('v1', 'Service', service),
  };
}
