import { isDeepStrictEqual } from 'node:util';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import type { Endpoint, EndpointAddress, EndpointSlice, EndpointSubset, Endpoints, Service } from '../kube/services.ts';
import { isHeadless } from './admission.ts';
import { MANAGED_BY_LABEL, MANAGER, SERVICE_LABEL } from './slices.ts';

const OWNER_LABEL = 'endpoints.kubernetes.io/managed-by';
const OWNER = 'endpoint-controller';

/** Keeps for each Service with a selector an Endpoints object of its name, for clients that know no slices. */
export function startLegacyEndpointController(context: NodeContext): Queue {
  const { services, endpointSlices, endpoints } = context.caches;
  const queue = createQueue(reconcile, (key, error) => context.log(`Endpoints ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const service = services.get(namespace, name);
    const existing = endpoints.get(namespace, name);
    const isOurs = existing?.metadata.labels?.[OWNER_LABEL] === OWNER;
    if (!service || service.metadata.deletionTimestamp) {
      if (existing && isOurs) await remove(context, existing);
    } else if (service.spec.selector && service.spec.type !== 'ExternalName' && (isOurs || !existing)) {
      const slices = endpointSlices.list(namespace).filter(({ metadata: { labels } }) => isSliceOf(labels, name));
      if (slices.length > 0) await write(context, service, existing, buildSubsets(slices));
    }
  }

  const addOwner = ({ metadata }: EndpointSlice) => {
    const name = metadata.labels?.[SERVICE_LABEL];
    if (name && isSliceOf(metadata.labels, name)) queue.add(`${metadata.namespace}/${name}`);
  };
  endpointSlices.onChange(({ before, now }) => {
    const slice = now ?? before;
    if (slice) addOwner(slice);
  });
  services.onChange(({ before, now }) => {
    const service = now ?? before;
    if (service) queue.add(keyOf(service));
  });
  return queue;
}

function isSliceOf(labels: Readonly<Record<string, string>> | undefined, service: string): boolean {
  return labels?.[SERVICE_LABEL] === service && labels[MANAGED_BY_LABEL] === MANAGER;
}

/** One subset for each set of ports; pods that end are in none. */
export function buildSubsets(slices: readonly EndpointSlice[]): EndpointSubset[] {
  return slices.flatMap(({ ports, endpoints }) => {
    const staying = (endpoints ?? []).filter(({ conditions }) => !conditions?.terminating);
    const isReady = ({ conditions }: Endpoint) => conditions?.ready ?? true;
    const addresses = staying.filter(isReady).flatMap(describeAddress);
    const notReadyAddresses = staying.filter((one) => !isReady(one)).flatMap(describeAddress);
    if (addresses.length + notReadyAddresses.length === 0) return [];
    return [
      {
        ...(addresses.length > 0 && { addresses }),
        ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
        ports: ports ?? [],
      },
    ];
  });
}

function describeAddress({ addresses: [ip], nodeName, targetRef }: Endpoint): EndpointAddress[] {
  return ip === undefined ? [] : [{ ip, ...(nodeName && { nodeName }), ...(targetRef && { targetRef }) }];
}

async function write(
  { client, caches }: NodeContext,
  service: Service,
  existing: Endpoints | undefined,
  subsets: readonly EndpointSubset[],
): Promise<void> {
  const { namespace, name, labels: serviceLabels } = service.metadata;
  const headless = isHeadless(service) && { 'service.kubernetes.io/headless': '' };
  const labels = { ...serviceLabels, [OWNER_LABEL]: OWNER, ...headless };
  const isSame = existing && isDeepStrictEqual([existing.subsets ?? [], existing.metadata.labels], [subsets, labels]);
  if (isSame) return;
  const path = `/api/v1/namespaces/${namespace}/endpoints`;
  const object = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace, labels }, subsets };
  const answer = existing
    ? await client.call<Endpoints>('PUT', `${path}/${name}`, {
        ...existing,
        ...object,
        metadata: { ...existing.metadata, labels },
      })
    : await tolerate(['Forbidden', 'NotFound', 'AlreadyExists'], client.call<Endpoints>('POST', path, object));
  if (answer) caches.endpoints.put(answer);
}

async function remove({ client, caches }: NodeContext, existing: Endpoints): Promise<void> {
  const { namespace, name, uid } = existing.metadata;
  const options = { preconditions: { uid } };
  await tolerate(
    ['NotFound', 'Conflict'],
    client.call('DELETE', `/api/v1/namespaces/${namespace}/endpoints/${name}`, options),
  );
  caches.endpoints.drop(existing);
}
