import { isRecord } from '../../../common/guards.ts';
import { kinds } from '../../../kinds/index.ts';
import type { KubeApi } from '../../../kube/types.ts';
import type { Dial } from '../../../protocols/types.ts';
import type { Clock } from '../../../wait/types.ts';
import { createPortForwarder, probeTcp, type ReachMode, startForwards } from '../../reach/index.ts';

export interface ReachNodesOptions {
  api: KubeApi;
  kubeconfig: string;
  mode: ReachMode;
  clock: Clock;
  log?: ((line: string) => void) | undefined;
}

/** The API server's port in a control-plane node, which every kind cluster has open on the nodes' network. */
const nodePort = 6443;
const probeMs = 2_000;

/**
 * How this machine gets to the network of the nodes: straight on Linux, through the API server where the nodes run in a
 * virtual machine (Docker Desktop on macOS and Windows).
 */
export async function reachNodes(options: ReachNodesOptions): Promise<{ dial: Dial; stop(): Promise<void> }> {
  const { api, kubeconfig, mode, clock, log } = options;
  const isDirect = mode === 'direct' || (mode === 'auto' && (await canReachNodes(api)));
  if (isDirect) return { dial: (host, port) => ({ host, port }), stop: async () => {} };
  const why = mode === 'auto' ? "the nodes' network cannot be reached from here" : '--reach port-forward';
  log?.(`${why}: traffic goes through the API server`);
  const forwarder = await createPortForwarder(kubeconfig);
  return startForwards({ api, forwarder, clock, log });
}

async function canReachNodes(api: KubeApi): Promise<boolean> {
  const nodes = await api.list(kinds.Node, { labelSelector: 'node-role.kubernetes.io/control-plane' });
  const addresses = nodes.flatMap(({ status }) => {
    const entries = isRecord(status) && Array.isArray(status.addresses) ? status.addresses.filter(isRecord) : [];
    return entries.flatMap(({ type, address }) => (type === 'InternalIP' ? [String(address)] : []));
  });
  const [first] = addresses;
  return first !== undefined && (await probeTcp(first, nodePort, probeMs)) !== 'unreachable';
}
