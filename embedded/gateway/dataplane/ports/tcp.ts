import { createServer, type Socket } from 'node:net';
import type { Network } from '../../../network/types.ts';
import { serveTcpConnection } from '../../kinds/tcp/serve.ts';
import type { ServedPort, Transport } from '../../model/served.ts';
import type { CurrentPort, DataPlaneContext } from '../context.ts';
import { createHttpServer } from '../http/server.ts';
import { createTlsHandler } from './tls.ts';
import type { ConnectionHandler, PortServer } from './types.ts';

/** A port of connections: HTTP, TLS or bare. */
export function createTcpPortServer(transport: Transport, network: Network, context: DataPlaneContext): PortServer {
  let served: ServedPort | undefined;
  const handler = createHandler(transport, () => served, context);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    handler.accept(socket);
  });
  return {
    listen: (address, port) => network.listen(server, address, port),
    serve(port) {
      served = port;
      handler.refresh();
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

function createHandler(transport: Transport, current: CurrentPort, context: DataPlaneContext): ConnectionHandler {
  if (transport === 'tls') return createTlsHandler(current, context);
  if (transport === 'tcp') {
    return { accept: (socket) => serveTcpConnection(socket, current(), context), refresh: () => {}, close: () => {} };
  }
  const http = createHttpServer(current, context);
  return { accept: http.serve, refresh: () => {}, close: http.close };
}
