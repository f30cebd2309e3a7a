import { controlListener, type Manifest } from '../../policy/generate/index.ts';

export function isOwn({ kind }: Manifest): boolean {
  return kind === 'Gateway' || kind === 'HTTPRoute' || kind === 'ReferenceGrant';
}

export function refOf({
  kind,
  metadata: { name, namespace = '' },
}: {
  kind: string;
  metadata: { name: string; namespace?: string };
}) {
  return `${kind}/${namespace.slice(1, -1)}/${name}` as const;
}

/** Without the control listener, and with Services by their labels. */
export function toObject(object: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(object).replaceAll(/"name":"(service-\d+)"/g, '"name":"{$1}"'));
  copy.metadata.name = `{=${object.metadata.name}}`;
  if (object.kind === 'Gateway')
    copy.spec.listeners = copy.spec.listeners.filter(({ name }: { name: string }) => name !== controlListener);
  for (const ref of copy.spec.parentRefs ?? []) ref.name = `{=${ref.name}}`;
  return copy;
}
