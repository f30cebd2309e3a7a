import type { AddressInfo, Server } from 'node:net';
import type { Sender } from '../../protocols/common/sender.ts';
import type { Dial, InsidePlace } from '../../protocols/types.ts';
import { openByAgent } from './by-agent.ts';
import { openByExec } from './exec/index.ts';
import type { Opener } from './opener.ts';

/** Connections that are opened from inside pods, each at a loopback port of its own on this side. */
export interface Tunnels {
  /** Knows the addresses that `open` gave, and asks the other dial for all others. */
  wrap(dial: Dial): Dial;
  /** An address that stands for a host and port as a pod sees them. The pod must run what `client` says. */
  open(place: InsidePlace): Promise<string>;
  close(): void;
}

/** `agent`: connections by the agent of our echo image; `exec`: HTTP requests by the client of the official one. */
export type MeshClient = 'agent' | 'exec';

const OPENERS: Readonly<Record<MeshClient, (kubeconfig: string, log: (line: string) => void) => Opener>> = {
  agent: openByAgent,
  exec: openByExec,
};

export function createTunnels(
  kubeconfig: string,
  client: MeshClient = 'agent',
  log: (line: string) => void = () => {},
): Tunnels {
  const opener = OPENERS[client](kubeconfig, log);
  const senders = new Map<string, Sender>();
  const listeners = new Map<string, Promise<Server>>();
  const ready = new Map<string, Server>();
  /** Why the last connection of a place said nothing about whoever is behind it. */
  const reasons = new Map<string, string>();

  return {
    wrap: (dial) =>
      Object.assign(
        ((address, port, transport) => {
          const server = ready.get(`${address} ${port}`);
          if (!server) return dial(address, port, transport);
          return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
        }) as Dial,
        {
          explain: (address: string, port: number) =>
            reasons.get(`${address} ${port}`) ?? dial.explain?.(address, port),
          senderTo: (address: string, port: number) => senders.get(`${address} ${port}`),
        },
      ),
    async open(place) {
      const { host, port, namespace, pod } = place;
      const address = `${host} from ${namespace}/${pod}`;
      const key = `${address} ${port}`;
      const tell = (reason: string | undefined): void => {
        if (reason === undefined) reasons.delete(key);
        else reasons.set(key, reason);
      };
      const listening = listeners.get(key) ?? listen(opener.createServer(place, tell));
      listeners.set(key, listening);
      const sender = opener.createSender?.(place);
      if (sender && !senders.has(key)) senders.set(key, sender);
      ready.set(key, await listening);
      return address;
    },
    close() {
      for (const server of ready.values()) server.close();
      opener.close();
    },
  };
}

function listen(server: Server): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
  });
}
