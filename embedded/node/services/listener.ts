import type { Network } from '../../network/types.ts';
import { createForwarder, type Target } from './forward.ts';
import { createUdpForwarder } from './forward-udp.ts';

/** One address and port of a service. */
export interface ServiceListener {
  /** Where connections go from now on. Without any target nobody listens, so that clients are refused. */
  setTargets(targets: readonly Target[]): Promise<void>;
  /** Stops listening, and ends what is open. */
  close(): void;
}

/** `close` lets open connections go on, `destroy` ends them. */
interface Standing {
  close(): void;
  destroy(): void;
}

export function createServiceListener(
  network: Network,
  protocol: string,
  address: string,
  port: number,
): ServiceListener {
  let targets: readonly Target[] = [];
  let next = 0;
  let standing: Standing | undefined;
  const closed = new Set<Standing>();

  /** In rotation: even over few connections, and the same in every run. */
  function choose(): Target | undefined {
    next = (next + 1) % Math.max(1, targets.length);
    return targets[next];
  }

  async function open(): Promise<void> {
    if (protocol === 'UDP') {
      const udp = createUdpForwarder(network, choose);
      standing = { close: () => udp.close(), destroy: () => udp.close() };
      await network.bind(udp.socket, address, port);
    } else {
      const tcp = createForwarder(network, choose);
      standing = tcp;
      // Told when the last connection is over.
      tcp.server.once('close', () => closed.delete(tcp));
      await network.listen(tcp.server, address, port);
    }
  }

  return {
    async setTargets(wanted) {
      targets = wanted;
      if (targets.length === 0 && standing) {
        const ended = standing;
        standing = undefined;
        if (protocol !== 'UDP') closed.add(ended);
        ended.close();
      } else if (targets.length > 0 && !standing) {
        try {
          await open();
        } catch (error) {
          standing = undefined;
          throw error;
        }
      }
    },
    close() {
      for (const each of closed) each.destroy();
      standing?.destroy();
      standing = undefined;
    },
  };
}
