import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type NodeContext, tolerate } from '../kube/context.ts';
import type { OwnerReference } from '../kube/objects.ts';
import type { EndpointSlice } from '../kube/services.ts';
import type { SliceContent } from './slices.ts';

/** What all slices of one owner have in common. */
export interface SliceMetadata {
  namespace: string | undefined;
  /** Their names begin with it. */
  service: string;
  labels: Readonly<Record<string, string>>;
  /** Missing: those that there are stay. */
  annotations?: Readonly<Record<string, string>>;
  owner: OwnerReference;
}

/** Makes the existing slices be those that are wanted: no more, no fewer, written only where they differ. */
export async function keepSlices(
  context: NodeContext,
  metadata: SliceMetadata,
  existing: readonly EndpointSlice[],
  wanted: readonly SliceContent[],
): Promise<void> {
  const free = new Set(existing);
  for (const content of wanted) {
    // The type of a slice's addresses cannot be changed.
    const fitting = [...free].filter(({ addressType }) => addressType === (content.addressType ?? 'IPv4'));
    const slice = fitting.find(({ ports }) => isDeepStrictEqual(ports ?? [], content.ports)) ?? fitting[0];
    if (slice) free.delete(slice);
    await write(context, metadata, slice, content);
  }
  for (const slice of free) await remove(context, slice);
}

async function write(
  { client, caches }: NodeContext,
  { namespace, service, labels, annotations, owner }: SliceMetadata,
  slice: EndpointSlice | undefined,
  content: SliceContent,
): Promise<void> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
  if (!slice) {
    const name = `${service}-${randomBytes(4).toString('hex').slice(0, 5)}`;
    const created = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace, labels, annotations, ownerReferences: [owner] },
      addressType: 'IPv4',
      ...content,
    };
    const answer = await tolerate(['Forbidden', 'NotFound'], client.call<EndpointSlice>('POST', path, created));
    if (answer) caches.endpointSlices.put(answer);
    return;
  }
  const isSame =
    isDeepStrictEqual(slice.ports ?? [], content.ports) &&
    isDeepStrictEqual(slice.endpoints ?? [], content.endpoints) &&
    isDeepStrictEqual(slice.metadata.labels, labels) &&
    (!annotations || isDeepStrictEqual(slice.metadata.annotations ?? {}, annotations));
  if (isSame) return;
  const changed = {
    ...slice,
    ...content,
    metadata: { ...slice.metadata, labels, ...(annotations && { annotations }) },
  };
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
