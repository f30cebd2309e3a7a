import type { Socket } from 'node:net';
import { openConnection } from '../../network/open.ts';
import type { PodPlace } from '../../network/types.ts';
import type { NodeContext } from '../kube/context.ts';
import { findServiceAddress } from '../services/names.ts';

/** How a pod's program connects: a name is resolved as the cluster's DNS does it, and a mesh may lead the rest elsewhere. */
export function createOutbound(
  { caches, network }: NodeContext,
  pod: PodPlace,
): (host: string, port: number) => Promise<Socket> {
  return async (host, port) => {
    const address = findServiceAddress(caches, host, pod.namespace);
    if (address === undefined) {
      throw Object.assign(new Error(`no Service of the cluster has the name ${host}`), { code: 'ENOTFOUND' });
    }
    return openConnection(network.dialFrom(pod, address, port));
  };
}
