import type { Network } from '../../../network/types.ts';
import type { Transport } from '../../model/served.ts';
import type { DataPlaneContext } from '../context.ts';
import { createTcpPortServer } from './tcp.ts';
import type { PortServer } from './types.ts';
import { createUdpPortServer } from './udp.ts';

export function createPortServer(transport: Transport, network: Network, context: DataPlaneContext): PortServer {
  return transport === 'udp' ? createUdpPortServer(network, context) : createTcpPortServer(transport, network, context);
}
