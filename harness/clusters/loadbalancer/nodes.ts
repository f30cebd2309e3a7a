import { ProgramError } from '../../common/exec/index.ts';
import type { ContainerRuntime } from '../containers/index.ts';
import { familyOf, normalizeAddress } from './addresses.ts';

/** Where a node remembers which addresses are gwconf's. Unlike the addresses it outlives a restart of the node. */
const recordFolder = '/var/lib/gwconf/addresses';
const device = 'eth0';

/** The addresses on the network interfaces of a kind cluster's nodes, which are containers. */
export interface NodeAddresses {
  readonly nodes: readonly string[];
  /** False where somebody has the address there already. */
  add(node: string, address: string): Promise<boolean>;
  /** Takes away what `add` gave; what is not there is no error. */
  remove(node: string, addresses: readonly string[]): Promise<void>;
  /** All addresses of the interface. */
  list(node: string): Promise<string[]>;
  /** Those that gwconf put there, whichever run it was; after a restart of the node they may be missing there. */
  listOwn(node: string): Promise<string[]>;
  /** The node of each such address. */
  listAllOwn(): Promise<Map<string, string>>;
}

export function createNodeAddresses(
  runtime: Pick<ContainerRuntime, 'exec'>,
  nodes: readonly string[],
  signal?: AbortSignal,
): NodeAddresses {
  const shell = (node: string, script: string, during = signal): Promise<string> =>
    runtime.exec(node, ['sh', '-c', script], { signal: during, timeoutMs: 30_000 });

  const listOwn = async (node: string): Promise<string[]> =>
    (await shell(node, `ls ${recordFolder} 2>/dev/null || true`)).split('\n').filter((line) => line !== '');

  return {
    nodes,
    listOwn,

    async listAllOwn() {
      const lists = await Promise.all(nodes.map(async (node) => ({ node, addresses: await listOwn(node) })));
      return new Map(lists.flatMap(({ node, addresses }) => addresses.map((address) => [address, node])));
    },

    async add(node, address) {
      const set = `ip addr add ${withLength(address)} dev ${device}`;
      const script = `mkdir -p ${recordFolder} && ${set} && : >${recordFolder}/${address}`;
      try {
        await shell(node, script);
        return true;
      } catch (error) {
        if (error instanceof ProgramError && /File exists|already assigned/i.test(error.output)) return false;
        throw error;
      }
    },

    async remove(node, addresses) {
      if (addresses.length === 0) return;
      const lines = addresses.map(
        (address) =>
          `if [ -e ${recordFolder}/${address} ]; then ip addr del ${withLength(address).split(' ')[0]} dev ${device} 2>/dev/null; rm -f ${recordFolder}/${address}; fi`,
      );
      // Clean-up goes on after the run was stopped.
      await shell(node, [...lines, 'true'].join('\n'), undefined);
    },

    async list(node) {
      const text = await shell(node, `ip -o addr show dev ${device}`);
      return [...text.matchAll(/\binet6? ([0-9a-f.:]+)/g)].map(([, address]) => normalizeAddress(address ?? ''));
    },
  };
}

/** Duplicate detection would keep an IPv6 address from being used for a second. */
function withLength(address: string): string {
  return familyOf(address) === 'IPv4' ? `${address}/32` : `${address}/128 nodad`;
}
