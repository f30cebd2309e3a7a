import type { KubeApi } from '../../../kube/types.ts';
import type { Clock } from '../../../wait/types.ts';
import type { ContainerRuntime } from '../../containers/index.ts';
import {
  createAddressPool,
  createNodeAddresses,
  type LoadBalancer,
  startLoadBalancer,
} from '../../loadbalancer/index.ts';

/** All kind clusters of a machine share this network of docker or podman, unless the user says otherwise. */
const networkName = process.env.KIND_EXPERIMENTAL_DOCKER_NETWORK || 'kind';

export interface BalanceOptions {
  runtime: ContainerRuntime;
  api: KubeApi;
  cluster: string;
  nodes: readonly string[];
  clock: Clock;
  signal: AbortSignal;
  log?: ((line: string) => void) | undefined;
}

/** Begins to give addresses of the nodes' network to the cluster's Services of type LoadBalancer. */
export async function balanceServices(options: BalanceOptions): Promise<LoadBalancer> {
  const { runtime, api, cluster, nodes, clock, signal, log } = options;
  const addresses = createNodeAddresses(runtime, nodes);
  const [network, own, ...present] = await Promise.all([
    runtime.inspectNetwork(networkName, signal),
    addresses.listAllOwn(),
    ...nodes.map((node) => addresses.list(node)),
  ]);
  const pool = createAddressPool({
    subnets: network.subnets,
    taken: [...network.taken, ...present.flat(), ...own.keys()],
    seed: cluster,
  });
  return startLoadBalancer({ api, nodes: addresses, pool, adopted: own, clock, log });
}
