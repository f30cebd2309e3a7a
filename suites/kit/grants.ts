import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { GATEWAY_API_VERSION, GATEWAY_GROUP, type ReferenceGrantFrom, type ReferenceGrantTo } from './gateway-api.ts';
import type { RouteKind } from './kinds/types.ts';
import { namespaceOf } from './namespaces.ts';

export interface ReferenceGrantOptions {
  /** Label of the namespace that grants: the one that is referred to. */
  namespace: string;
  from: readonly ReferenceGrantFrom[];
  to: readonly ReferenceGrantTo[];
}

export function referenceGrant(env: ScenarioEnv, label: string, options: ReferenceGrantOptions): KubeObject {
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'ReferenceGrant',
    metadata: { name: env.name(label), namespace: namespaceOf(env, options.namespace) },
    spec: { from: options.from, to: options.to },
  };
}

/** Trust in a Gateway API kind of one namespace (by label). */
export function fromKind(
  env: ScenarioEnv,
  kind: 'Gateway' | 'ListenerSet' | RouteKind,
  namespace?: string,
): ReferenceGrantFrom {
  return { group: GATEWAY_GROUP, kind, namespace: namespaceOf(env, namespace) };
}

/** Permission for the Service of one backend, by its label. */
export function toBackend(env: ScenarioEnv, label: string): ReferenceGrantTo {
  return toKind('Service', env.backend(label).name);
}

/** Permission for Secrets or Services: one by its real name, or all of the namespace. */
export function toKind(kind: 'Secret' | 'Service', name?: string): ReferenceGrantTo {
  return { group: '', kind, ...(name === undefined ? {} : { name }) };
}

/**
 * A series of grants that each miss the reference by one field, and so must not allow it. `target` is the namespace
 * (by label) that is referred to, `elsewhere` one that has nothing to do with the reference.
 */
export function nearMissGrants(
  env: ScenarioEnv,
  reference: {
    from: 'Gateway' | RouteKind;
    to: 'Secret' | 'Service';
    name: string;
    target: string;
    elsewhere: string;
  },
): KubeObject[] {
  const { target, elsewhere, name } = reference;
  const from = fromKind(env, reference.from);
  const to = toKind(reference.to, name);
  const otherFrom = reference.from === 'Gateway' ? 'HTTPRoute' : 'Gateway';
  const otherTo = reference.to === 'Secret' ? 'Service' : 'Secret';
  const grant = (label: string, namespace: string, trusted: ReferenceGrantFrom, allowed: ReferenceGrantTo) =>
    referenceGrant(env, `grant-${label}`, { namespace, from: [trusted], to: [allowed] });
  return [
    grant('in-the-referrers-namespace', 'main', from, to),
    grant('in-another-namespace', elsewhere, from, to),
    grant('from-another-group', target, { ...from, group: 'example.net' }, to),
    grant('from-another-kind', target, fromKind(env, otherFrom), to),
    grant('from-another-namespace', target, fromKind(env, reference.from, elsewhere), to),
    grant('to-another-group', target, from, { ...to, group: 'example.net' }),
    grant('to-another-kind', target, from, toKind(otherTo, name)),
    grant('to-another-name', target, from, toKind(reference.to, `${name}-other`)),
  ];
}
