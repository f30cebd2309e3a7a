import { isDeepStrictEqual } from 'node:util';
import type { Behaviour } from '../behaviour/types.ts';
import { ownerLabel } from '../constants.ts';
import type { DataPlane } from '../dataplane/data-plane.ts';
import { desireInfrastructure } from '../infrastructure/desired.ts';
import { ApiError, type KubeClient } from '../kube/client.ts';
import { collectionPath, objectPath, resourceOf } from '../kube/resources.ts';
import { messageOf } from '../message-of.ts';
import type { Cache } from '../model/cache.ts';
import type { EndpointSlice, Service } from '../model/core.ts';
import { keyOf, type Meta, type StoredObject } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { ServedPort } from '../model/served.ts';
import type { State } from '../state.ts';

export interface Infrastructure {
  /** Creates, changes and deletes Services and EndpointSlices. Resolves with false where it must be tried again. */
  apply(state: State, model: Model): Promise<boolean>;
}

interface Options {
  client: KubeClient;
  cache: Cache;
  dataPlane: DataPlane;
  behaviour: Behaviour;
}

export function createInfrastructure(
  { client, cache, dataPlane, behaviour }: Options,
  log: (line: string) => void,
): Infrastructure {
  const attempt = async (what: string, act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (error) {
      // Gone, there already or changed meanwhile: the watch tells, and the next reconcile sees to it.
      if (error instanceof ApiError && (error.status === 404 || error.status === 409)) return true;
      log(`${what} failed: ${messageOf(error)}`);
      return false;
    }
  };
  const ensure = (desired: StoredObject) => {
    const current = cache.get(desired.kind, keyOf(desired));
    if (current && !isOurs(current)) return Promise.resolve(true);
    if (!current) {
      const resource = resourceOf(desired.kind, desired.apiVersion);
      return attempt(`Creating ${desired.kind} ${keyOf(desired)}`, async () => {
        await client.create(collectionPath(resource, desired.metadata.namespace), desired);
      });
    }
    const changed = update(current, desired);
    if (isDeepStrictEqual(changed, current)) return Promise.resolve(true);
    return attempt(`Changing ${desired.kind} ${keyOf(desired)}`, async () => {
      cache.refresh(await client.replace(objectPath(current), changed));
    });
  };
  return {
    async apply(state, model) {
      const addresses = dataPlane.addresses.map((address) => ({ address }));
      const desired = state.frontends.flatMap((frontend) => {
        const owner = state.owners.get(frontend.key);
        const targetPort = (port: ServedPort) => dataPlane.targetPort(frontend, port);
        return desireInfrastructure(frontend, owner, addresses, targetPort, behaviour.serving);
      });
      const wanted = new Set(desired.map(keyOf));
      const surplus = [...model.services.values(), ...model.slices.values()].filter(
        (object) => isOurs(object) && !wanted.has(keyOf(object)) && !object.metadata.deletionTimestamp,
      );
      const results = await Promise.all([
        ...desired.map(ensure),
        ...surplus.map((object) =>
          attempt(`Deleting ${object.kind} ${keyOf(object)}`, () => client.remove(objectPath(object))),
        ),
      ]);
      return results.every(Boolean);
    },
  };
}

/** Told by our label and name: the API server copies the labels of a Service to slices that it makes for it. */
function isOurs(object: StoredObject): boolean {
  return object.metadata.labels?.[ownerLabel] === object.metadata.name;
}

/** The object with what we decide about changed, and everything that the API server filled in kept. */
function update(current: StoredObject, desired: StoredObject): StoredObject {
  const metadata = updateMetadata(current.metadata, desired.metadata);
  if (desired.kind === 'EndpointSlice') {
    const slice = desired as EndpointSlice;
    return { ...(current as EndpointSlice), metadata, endpoints: slice.endpoints, ports: slice.ports } as StoredObject;
  }
  const service = current as Service;
  const known = service.spec.ports ?? [];
  const { ports: wanted = [], loadBalancerIP } = (desired as Service).spec;
  const ports = wanted.map((port) => ({ ...known.find((candidate) => candidate.name === port.name), ...port }));
  const { loadBalancerIP: _old, ...spec } = service.spec;
  const address = loadBalancerIP === undefined ? {} : { loadBalancerIP };
  return { ...service, metadata, spec: { ...spec, ...address, ports } } as StoredObject;
}

/** Labels and annotations of others stay. What an earlier generation asked for stays, too: nobody could tell it apart. */
function updateMetadata(current: Meta, { labels, annotations }: Meta): Meta {
  return {
    ...current,
    labels: { ...current.labels, ...labels },
    ...(annotations ? { annotations: { ...current.annotations, ...annotations } } : {}),
  };
}
