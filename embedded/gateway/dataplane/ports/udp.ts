import { createSocket } from 'node:dgram';
import type { Network } from '../../../network/types.ts';
import { createUdpServing } from '../../kinds/udp/serve.ts';
import type { ServedPort } from '../../model/served.ts';
import type { DataPlaneContext } from '../context.ts';
import type { PortServer } from './types.ts';

export function createUdpPortServer(network: Network, context: DataPlaneContext): PortServer {
  let served: ServedPort | undefined;
  let isClosed = false;
  const socket = createSocket('udp4');
  const serving = createUdpServing(socket, context);
  socket.on('message', (message, from) => serving.serve(message, from, served));
  socket.on('error', (error) => context.log(`UDP failed: ${error.message}`));
  const close = () => {
    serving.reset();
    if (!isClosed) socket.close();
    isClosed = true;
  };
  return {
    listen: (address, port) => network.bind(socket, address, port),
    serve(port) {
      served = port;
      serving.reset();
    },
    close: async () => close(),
    destroy: close,
  };
}
