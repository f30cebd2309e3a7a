import { isRecord } from '../../common/guards.ts';
import { isKind, kinds } from '../../kinds/index.ts';
import { describeKey, keyFor, storageName } from '../../kube/key.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { ObjectRef } from '../../scenario/refs.ts';
import type { InsideTarget, TrafficTarget } from '../../scenario/traffic.ts';
import type { InsideDestination, Locating, Location, Naming } from '../context.ts';
import { resolveRef } from '../refs.ts';

/** What has the listeners that traffic goes to; none for a plain address. */
export interface Destination {
  /** Tells destinations apart. */
  name: string;
  /** The Gateway, ListenerSet or Ingress. */
  parent?: ObjectKey;
  /** Of a plain address. */
  address?: string;
  /** What is reached from inside a pod. */
  inside?: InsideDestination;
}

export function resolveTarget(target: TrafficTarget, { env, resources }: Naming): Destination {
  if ('address' in target) return { name: target.address, address: target.address };
  if (isInside(target)) {
    const inside = toInside(target, env);
    return { name: `${inside.from} to ${inside.host ?? inside.pod}:${inside.port}`, inside };
  }
  const parent = resolveRef(refTo(target), env, resources);
  return { name: storageName(parent), parent };
}

function refTo(target: Exclude<TrafficTarget, InsideTarget | { address: string }>): ObjectRef {
  if ('listenerSet' in target) return target.listenerSet;
  if ('ingress' in target) return target.ingress;
  return target.gateway ?? 'Gateway/shared';
}

export function isInside(target: TrafficTarget): target is InsideTarget {
  return 'from' in target;
}

/** The host that requests to a Service name by default, with the port as clients write it. */
export function hostOf(target: InsideTarget, env: ScenarioEnv): string {
  const { host = env.hostname, port } = toInside(target, env);
  return port === 80 ? host : `${host}:${port}`;
}

/** Throws HarnessError on a backend that the scenario does not declare. */
function toInside(target: InsideTarget, env: ScenarioEnv): InsideDestination {
  const { from } = target;
  if ('pod' in target) return { from, pod: target.pod, port: target.port ?? env.backend(target.pod).port };
  const { name, namespace, port } = env.backend(target.service);
  return { from, host: `${name}.${namespace}`, port: target.port ?? port };
}

/**
 * Where a destination is reached; waits until its Gateway has an address.
 * @throws Mismatch where the Gateway gets none in time, HarnessError where the ListenerSet leads to none
 */
export async function locate(destination: Destination, context: Locating): Promise<Location> {
  const { parent, address = '', inside } = destination;
  if (inside) return context.findInside(inside);
  if (!parent) return { current: () => address, avoid: () => {} };
  return context.findGateway(await findGateway(parent, context), context.signal);
}

/** The Gateway or Ingress itself, or the one that a ListenerSet is attached to. */
async function findGateway(parent: ObjectKey, { api }: Pick<Locating, 'api'>): Promise<ObjectKey> {
  if (isKind(parent, kinds.Gateway) || isKind(parent, kinds.Ingress)) return parent;
  const set = await api.get(parent);
  const gateway = set && readParent(set);
  if (!gateway) throw new HarnessError(`${describeKey(parent)} does not exist or names no Gateway to be attached to`);
  return gateway;
}

function readParent({ metadata, spec }: KubeObject): ObjectKey | undefined {
  const ref = isRecord(spec) && isRecord(spec.parentRef) ? spec.parentRef : {};
  if (typeof ref.name !== 'string') return undefined;
  const namespace = typeof ref.namespace === 'string' ? ref.namespace : (metadata.namespace ?? '');
  return keyFor(kinds.Gateway, ref.name, namespace);
}
