import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { chooseUpstream } from '../../dataplane/streams/route.ts';
import type { ServedPort } from '../../model/served.ts';

/** Datagrams of one client that go to one backend. */
interface Flow {
  send(message: Buffer): void;
  close(): void;
}

export interface UdpServing {
  serve(message: Buffer, from: RemoteInfo, port: ServedPort | undefined): void;
  /** Lets every client be led anew. */
  reset(): void;
}

const idleMs = 10_000;

/** Leads datagrams to backends of the port's UDPRoute and their answers back; drops what has no backend. */
export function createUdpServing(server: Socket, context: DataPlaneContext): UdpServing {
  const flows = new Map<string, Flow>();
  const open = (from: RemoteInfo, port: ServedPort | undefined): Flow | undefined => {
    const entries = (port?.listeners ?? []).flatMap(({ streams }) => streams);
    const upstream = chooseUpstream(entries, `a datagram to port ${port?.port}`, context);
    if (!upstream) return undefined;
    const key = `${from.address}:${from.port}`;
    const place = context.dial(upstream.endpoint.address, upstream.endpoint.port, 'udp');
    const socket = createSocket('udp4');
    const close = () => {
      if (flows.get(key) !== flow) return;
      clearTimeout(timer);
      flows.delete(key);
      socket.close();
    };
    let timer = setTimeout(() => close(), idleMs);
    const flow: Flow = {
      close,
      send(message) {
        clearTimeout(timer);
        timer = setTimeout(close, idleMs);
        socket.send(message, place.port, place.host);
      },
    };
    socket.on('message', (message) => server.send(message, from.port, from.address));
    socket.on('error', close);
    flows.set(key, flow);
    return flow;
  };
  return {
    serve: (message, from, port) => (flows.get(`${from.address}:${from.port}`) ?? open(from, port))?.send(message),
    reset() {
      for (const flow of [...flows.values()]) flow.close();
    },
  };
}
