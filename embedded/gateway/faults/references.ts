import { type Fault, fault } from './types.ts';

/** ReferenceGrants read wrongly. */
export const referenceFaults: readonly Fault[] = [
  fault('backend-grant-ignored', 'routes to backends in other namespaces without a ReferenceGrant', 'grants', () => ({
    needed: ({ from }) => from.kind !== 'HTTPRoute',
  })),
  fault(
    'certificate-grant-ignored',
    'uses certificates of other namespaces without a ReferenceGrant',
    'grants',
    () => ({
      needed: ({ from }) => from.kind !== 'Gateway',
    }),
  ),
  fault(
    'grant-place-ignored',
    'honours a ReferenceGrant that stands in a namespace other than the target',
    'grants',
    () => ({
      inScope: () => true,
    }),
  ),
  fault(
    'grant-from-namespace-ignored',
    'does not compare the namespace that a ReferenceGrant trusts',
    'grants',
    () => ({
      from: (entry, { from }) => entry.group === from.group && entry.kind === from.kind,
    }),
  ),
  fault('grant-from-kind-ignored', 'does not compare the kind that a ReferenceGrant trusts', 'grants', () => ({
    from: (entry, { from }) => entry.group === from.group && entry.namespace === from.namespace,
  })),
  fault('grant-from-group-ignored', 'does not compare the group that a ReferenceGrant trusts', 'grants', () => ({
    from: (entry, { from }) => entry.kind === from.kind && entry.namespace === from.namespace,
  })),
  fault('grant-to-kind-ignored', 'does not compare the kind that a ReferenceGrant gives access to', 'grants', () => ({
    to: (entry, { to }) => entry.group === to.group && (!entry.name || entry.name === to.name),
  })),
  fault('grant-to-name-ignored', 'takes a ReferenceGrant for one name as one for all names', 'grants', () => ({
    to: (entry, { to }) => entry.group === to.group && entry.kind === to.kind,
  })),
  fault('grant-for-all-names-denied', 'does not honour a ReferenceGrant that names no object', 'grants', ({ to }) => ({
    to: (entry, reference) => Boolean(entry.name) && to(entry, reference),
  })),
  fault('grant-by-name-only', 'honours any ReferenceGrant that mentions the name of the target', 'grants', () => ({
    inScope: () => true,
    from: () => true,
    to: (entry, { to }) => entry.name === to.name,
  })),
  fault('revoked-grant-honoured', 'goes on using a reference after its ReferenceGrant is gone', 'grants', () => {
    const granted = new Set<string>();
    return {
      verdict: (reference, isGranted) => {
        if (isGranted) granted.add(JSON.stringify(reference));
        return granted.has(JSON.stringify(reference));
      },
    };
  }),
];
