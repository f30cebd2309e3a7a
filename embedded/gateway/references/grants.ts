import type { CrossReference, GrantPolicy } from '../behaviour/types.ts';
import { namespaceOf } from '../model/meta.ts';
import type { ReferenceGrant } from '../model/reference.ts';

/**
 * Whether the reference may be followed: within one namespace always, else when some grant in the target's namespace
 * names both ends. https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant
 */
export function isPermitted(grants: Iterable<ReferenceGrant>, reference: CrossReference, policy: GrantPolicy): boolean {
  if (reference.from.namespace === reference.to.namespace || !policy.needed(reference)) return true;
  const granted = [...grants].some(
    (grant) =>
      policy.inScope(grant, reference) &&
      grant.spec.from.some((entry) => policy.from(entry, reference)) &&
      grant.spec.to.some((entry) => policy.to(entry, reference)),
  );
  return policy.verdict(reference, granted);
}

export const specifiedGrants: GrantPolicy = {
  needed: () => true,
  inScope: (grant, { to }) => namespaceOf(grant) === to.namespace,
  from: (entry, { from }) =>
    entry.group === from.group && entry.kind === from.kind && entry.namespace === from.namespace,
  to: (entry, { to }) => entry.group === to.group && entry.kind === to.kind && (!entry.name || entry.name === to.name),
  verdict: (_reference, granted) => granted,
};
