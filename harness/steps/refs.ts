import { findKindByName, groupOf, isClusterScoped, kinds } from '../kinds/index.ts';
import type { GatewayHandle, ScenarioEnv } from '../scenario/env.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { ObjectRef } from '../scenario/steps.ts';

/**
 * The object that a reference means.
 * @throws HarnessError where the reference cannot be read or its kind is not known
 */
export function resolveRef(ref: ObjectRef, env: ScenarioEnv, resources: readonly KubeObject[]): ObjectKey {
  const [kind = '', ...rest] = ref.split('/');
  const label = rest.at(-1) ?? '';
  if (kind === '' || label === '' || rest.length > 2) {
    throw new HarnessError(`'${ref}' names no object: it must be Kind/name or Kind/namespace/name`);
  }
  const group = findGroup(kind, resources);
  const shared = kind === kinds.Gateway.kind && rest.length === 1 ? findShared(label, env) : undefined;
  if (shared) return { group, kind, namespace: shared.namespace, name: shared.name };
  if (kind === kinds.Namespace.kind) return { group, kind, namespace: '', name: env.ns(label) };
  const name = label.startsWith('=') ? label.slice(1) : env.name(label);
  const place = rest.length === 2 ? env.ns(rest[0] ?? '') : env.namespace;
  return { group, kind, namespace: isClusterScoped(kind) ? '' : place, name };
}

function findShared(label: string, env: ScenarioEnv): GatewayHandle | undefined {
  if (label === 'shared') return env.gateway;
  return label === 'shared-tls' ? env.shared('tls') : undefined;
}

/** A scenario may make objects of a kind that is not known otherwise. */
function findGroup(kind: string, resources: readonly KubeObject[]): string {
  const own = resources.find((object) => object.kind === kind);
  const group = own ? groupOf(own.apiVersion) : findKindByName(kind)?.group;
  if (group === undefined) throw new HarnessError(`the kind ${kind} is not known, and the scenario makes none`);
  return group;
}
