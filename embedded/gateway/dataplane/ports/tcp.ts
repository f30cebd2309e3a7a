import { createServer, type Socket } from 'node:net';
import type { Network } from '../../../network/types.ts';
import type { ServedPort } from '../../model/served.ts';
import type { CurrentPort, DataPlaneContext } from '../context.ts';
import { createHttpServer } from '../http/server.ts';
import { createTlsServer } from '../tls/server.ts';
import type { PortServer } from './types.ts';

/** What becomes of the connections to a port. */
interface ConnectionHandler {
  accept(socket: Socket): void;
  /** Tells that the port serves something else now. */
  refresh?(): void;
  /** Ends what is idle. */
  close(): void;
}

export function createTcpPortServer(
  protocol: ServedPort['protocol'],
  network: Network,
  context: DataPlaneContext,
): PortServer {
  let served: ServedPort | undefined;
  const handler = createHandler(protocol, () => served, context);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    handler.accept(socket);
  });
  return {
    listen: (address, port) => network.listen(server, address, port),
    serve(port) {
      served = port;
      handler.refresh?.();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        handler.close();
      }),
    destroy() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function createHandler(
  protocol: ServedPort['protocol'],
  current: CurrentPort,
  context: DataPlaneContext,
): ConnectionHandler {
  const http = createHttpServer(current, context);
  if (protocol === 'HTTP') return { accept: http.serve, close: http.close };
  const tls = createTlsServer(current, context, (socket) => http.serveNegotiated(socket, socket.alpnProtocol));
  return { accept: tls.serve, refresh: tls.refresh, close: http.close };
}
