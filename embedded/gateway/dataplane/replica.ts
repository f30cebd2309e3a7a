import type { Network } from '../../network/types.ts';
import type { Frontend, ServedPort, Transport } from '../model/served.ts';
import type { DataPlaneContext } from './context.ts';
import { createPortServer } from './ports/index.ts';
import type { PortServer } from './ports/types.ts';

/** One place to listen at: a port of a frontend, over one transport. */
export interface Opening {
  id: string;
  transport: Transport;
  targetPort: number;
}

/** One instance of the data plane, at one address. */
export interface Replica {
  address: string;
  /** Starts to listen where it does not yet. */
  open(openings: readonly Opening[]): Promise<void>;
  /** Routes by the table; what is not in it is closed. */
  route(table: ReadonlyMap<string, ServedPort>): void;
  close(): Promise<void>;
}

/** Names an opening. Another transport is another server. */
export function openingId(frontend: Frontend, port: ServedPort): string {
  return `${frontend.key} ${port.port} ${port.transport}`;
}

export function createReplica(address: string, network: Network, context: DataPlaneContext): Replica {
  const servers = new Map<string, PortServer>();
  const closing = new Set<PortServer>();
  let wanted: ReadonlySet<string> = new Set();
  const retire = (id: string, server: PortServer) => {
    servers.delete(id);
    closing.add(server);
    server.serve(undefined);
    const closed = server.close().catch(() => {});
    void closed.then(() => closing.delete(server));
    return closed;
  };
  return {
    address,
    async open(openings) {
      wanted = new Set(openings.map(({ id }) => id));
      for (const { id, transport, targetPort } of openings) {
        if (servers.has(id)) continue;
        const created = createPortServer(transport, network, context);
        await created.listen(address, targetPort);
        servers.set(id, created);
      }
    },
    route(table) {
      for (const [id, server] of servers) {
        const port = table.get(id);
        // A table that comes late knows nothing of what was opened since.
        if (port || wanted.has(id)) server.serve(port);
        else void retire(id, server);
      }
    },
    async close() {
      const retired = [...servers].map(([id, server]) => retire(id, server));
      for (const server of closing) server.destroy();
      await Promise.all(retired);
    },
  };
}
