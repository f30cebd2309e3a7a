import type { Socket } from 'node:net';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { breakOff, leadTo } from '../../dataplane/streams/pipe.ts';
import { chooseUpstream } from '../../dataplane/streams/route.ts';
import type { ServedPort } from '../../model/served.ts';

/** Leads a connection to a backend of the port's TCPRoute, or rejects it. */
export function serveTcpConnection(socket: Socket, port: ServedPort | undefined, context: DataPlaneContext): void {
  const entries = (port?.listeners ?? []).flatMap(({ streams }) => streams);
  const upstream = chooseUpstream(entries, `a connection to port ${port?.port}`, context);
  if (upstream) leadTo(socket, upstream, context);
  else if (context.behaviour.streams.rejects) breakOff(socket);
  else socket.on('error', () => socket.destroy());
}
