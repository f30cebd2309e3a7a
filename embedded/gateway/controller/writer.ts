import { isDeepStrictEqual } from 'node:util';
import type { Behaviour } from '../behaviour/types.ts';
import { ApiError, type KubeClient } from '../kube/client.ts';
import { objectPath } from '../kube/resources.ts';
import { messageOf } from '../message-of.ts';
import type { Cache } from '../model/cache.ts';
import type { Gateway, GatewayClass, GatewayClassStatus, ListenerSet } from '../model/gateway.ts';
import type { Ingress } from '../model/ingress.ts';
import { keyOf, type StoredObject } from '../model/meta.ts';
import type { BackendTlsPolicy } from '../model/policy.ts';
import type { Route } from '../model/route.ts';
import type { Statuses } from '../state.ts';
import { mergeGatewayStatus } from '../status/gateway.ts';
import { mergeClassStatus, withFeatureNames } from '../status/gateway-class.ts';
import { mergeSetStatus } from '../status/listener-set.ts';
import { mergeAncestors } from '../status/policy.ts';
import { mergeParents } from '../status/route.ts';

export interface StatusWriter {
  /** Writes the statuses that differ. Resolves with false where something must be tried again. */
  write(state: Statuses): Promise<boolean>;
}

interface Task {
  computedFor: StoredObject;
  /** What the status is to say; `merge` depends on it, the object and, where they differ, the time. */
  desired: unknown;
  merge(current: StoredObject, now: string): unknown;
  /** The status as an older release takes it, where the server refuses the other one. */
  forOlderRelease?(status: unknown): unknown;
}

type WithStatus = StoredObject & { status?: unknown };

interface WriterOptions {
  client: KubeClient;
  cache: Cache;
  behaviour: Behaviour;
  /** Whether a status that said what it should is looked at again only where it, or what it should say, has changed. */
  remembers: boolean;
}

export function createStatusWriter(
  { client, cache, behaviour, remembers }: WriterOptions,
  clock: () => Date,
  log: (line: string) => void,
): StatusWriter {
  /** What the status of an object said already, as JSON: to compare that costs less than to merge it again. */
  const settled = new WeakMap<StoredObject, string>();
  const writeOne = async ({ computedFor, desired, merge, forOlderRelease }: Task): Promise<boolean> => {
    const current: WithStatus | undefined = cache.get(computedFor.kind, keyOf(computedFor));
    // Replaced since: the next reconcile speaks of the new object.
    if (!current || current.metadata.uid !== computedFor.metadata.uid) return true;
    const wanted = remembers ? JSON.stringify(desired) : '';
    if (remembers && settled.get(current) === wanted) return true;
    // Kubernetes keeps times in whole seconds.
    const status = merge(current, `${clock().toISOString().slice(0, 19)}Z`);
    if (isDeepStrictEqual(status, current.status)) {
      settled.set(current, wanted);
      return true;
    }
    const replace = async (written: unknown): Promise<void> => {
      const object = { ...current, status: written } as StoredObject;
      cache.refresh(await client.replace(`${objectPath(current)}/status`, object));
    };
    try {
      await replace(status).catch((error: unknown) => {
        if (!forOlderRelease || !(error instanceof ApiError) || error.status !== 422) throw error;
        return replace(forOlderRelease(status));
      });
      return true;
    } catch (error) {
      return handleFailure(current, error);
    }
  };

  /** Reads again what somebody else has changed; the caller tries again with it. */
  const handleFailure = async (current: StoredObject, error: unknown): Promise<boolean> => {
    const status = error instanceof ApiError ? error.status : 0;
    if (status === 404) return true;
    if (status !== 409) {
      log(`Writing the status of ${current.kind} ${keyOf(current)} failed: ${messageOf(error)}`);
      return false;
    }
    try {
      cache.refresh(await client.get(objectPath(current)));
    } catch {
      // Gone or unreachable; the watch or the next try tells.
    }
    return false;
  };

  return {
    async write(state) {
      const results = await Promise.all(listTasks(state, behaviour).map(writeOne));
      return results.every(Boolean);
    },
  };
}

function listTasks(state: Statuses, behaviour: Behaviour): readonly Task[] {
  const { writes } = behaviour.status;
  const tasks: readonly Task[] = [
    ...state.classes.map(({ object, desired }) => ({
      computedFor: object,
      desired,
      merge: (current: StoredObject, now: string) => mergeClassStatus(current as GatewayClass, desired, behaviour, now),
      forOlderRelease: (status: unknown) => withFeatureNames(status as GatewayClassStatus),
    })),
    ...state.gateways.map(({ object, desired }) => ({
      computedFor: object,
      desired,
      merge: (current: StoredObject, now: string) => mergeGatewayStatus(current as Gateway, desired, behaviour, now),
    })),
    ...state.listenerSets.map(({ object, desired }) => ({
      computedFor: object,
      desired,
      merge: (current: StoredObject, now: string) => mergeSetStatus(current as ListenerSet, desired, behaviour, now),
    })),
    ...state.routes.map(({ object, desired }) => ({
      computedFor: object,
      desired,
      merge: (current: StoredObject, now: string) => {
        const route = current as Route;
        const parents = mergeParents(route, desired, behaviour, now);
        return parents.length === 0 && !route.status ? undefined : { ...route.status, parents };
      },
    })),
    ...state.policies.map(({ object, desired }) => ({
      computedFor: object,
      desired,
      merge: (current: StoredObject, now: string) => {
        const policy = current as BackendTlsPolicy;
        const ancestors = mergeAncestors(policy, desired, behaviour, now);
        return ancestors.length === 0 && !policy.status ? undefined : { ...policy.status, ancestors };
      },
    })),
    ...state.ingresses.map(({ object, desired }) => ({
      computedFor: object,
      desired,
      merge: (current: StoredObject) => ({
        ...(current as Ingress).status,
        loadBalancer: desired.length > 0 ? { ingress: desired } : {},
      }),
    })),
  ];
  return tasks.filter(({ computedFor }) =>
    writes(computedFor.kind, computedFor.metadata.uid ?? '', computedFor.metadata.generation ?? 1),
  );
}
