import type { BackendDefinition } from '../../../harness/scenario/backends.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import { HarnessError } from '../../../harness/scenario/errors.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { Levelled } from '../../../harness/scenario/level.ts';
import { GATEWAY_API_VERSION, type Listener, type ParentRef } from '../gateway-api.ts';
import { gateway } from '../gateways.ts';
import { namespaceOf } from '../namespaces.ts';
import { ownParent, sharedParent } from '../routes.ts';
import type { KindRouteSpec, KindRow, KindShares, RouteKind, RouteKit } from './types.ts';

const FRONT = 'front';

type Front = Pick<RouteKit, 'gateways' | 'front' | 'parent' | 'target'>;

/** The front of kinds that tell routes apart by hostname: a shared Gateway. */
export function frontShared(label: 'http' | 'tls'): Front {
  return {
    gateways: [label],
    front: () => [],
    parent: (env): ParentRef =>
      label === 'http' ? sharedParent(env) : { name: env.shared(label).name, namespace: env.shared(label).namespace },
    target: label === 'http' ? {} : { gateway: 'Gateway/shared-tls' },
  };
}

/** The front of kinds that do not: a Gateway of the scenario's own. */
export function frontOwn(listener: Listener): Front {
  return {
    gateways: [],
    front: (env) => [gateway(env, FRONT, { listeners: [listener] })],
    parent: (env) => ownParent(env, FRONT),
    target: { gateway: `Gateway/${FRONT}`, port: listener.port },
  };
}

export function serveAll(
  definitions: Readonly<Record<string, BackendDefinition>>,
  serves: RouteKit['serves'],
): Record<string, BackendDefinition> {
  const entries = Object.entries(definitions).map(([label, definition]): [string, BackendDefinition] => [
    label,
    { serves: [serves], ...definition },
  ]);
  return Object.fromEntries(entries);
}

/** A route with one rule; `hostnames` undefined where the kind has none. */
export function composeRoute(
  env: ScenarioEnv,
  kind: RouteKind,
  label: string,
  spec: KindRouteSpec & { parents: readonly ParentRef[] },
): KubeObject {
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind,
    metadata: { name: env.name(label), namespace: namespaceOf(env, spec.namespace) },
    spec: {
      parentRefs: spec.parents,
      ...(spec.hostnames && spec.hostnames.length > 0 ? { hostnames: spec.hostnames } : {}),
      rules: [{ backendRefs: spec.backendRefs }],
    },
  };
}

/** What a row says of itself, whatever its protocol. */
export function citing({ name, level, requirements }: KindRow): { name: string } & Levelled {
  return { name, ...(level ? { level } : {}), ...(requirements ? { requirements } : {}) };
}

/** Shares of a protocol that has no status codes: what leads nowhere is a connection that is ended. */
export function byRejection({
  noBackend,
  ...shares
}: KindShares): Omit<KindShares, 'noBackend'> & { rejected?: number } {
  return { ...shares, ...(noBackend === undefined ? {} : { rejected: noBackend }) };
}

/** Shares of datagrams: those that lead nowhere may be lost as well. */
export function withoutLost({ noBackend, ...shares }: KindShares): Omit<KindShares, 'noBackend'> {
  if (noBackend !== undefined) throw new HarnessError(`'${shares.name}': what nobody answers cannot be counted`);
  return shares;
}
