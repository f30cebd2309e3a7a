import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { describeFailedForward } from './port-forward.ts';
import type { PodRuntime } from './types.ts';

/** The older way to forward ports, which the client libraries of JavaScript and Python speak. */
export const PORTS_PROTOCOL = 'v4.channel.k8s.io';

/**
 * Forwards one connection for each port. Port number n of the list has channel 2n for its data and 2n+1 for errors; the
 * first message of each tells the port.
 */
export function forwardListedPorts(
  runtime: PodRuntime,
  pod: { namespace: string; pod: string },
  ports: readonly number[],
  socket: WebSocket,
): void {
  const send = (channel: number, data: Buffer | string) => {
    if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(data)]));
  };
  const connections = new Map<number, Promise<Duplex | undefined>>();
  socket.on('error', () => socket.terminate());
  ports.forEach((port, index) => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    send(2 * index, number);
    send(2 * index + 1, number);
    connections.set(2 * index, open(port, index));
  });

  async function open(port: number, index: number): Promise<Duplex | undefined> {
    try {
      const connection = await runtime.connect(pod, port);
      connection.on('data', (chunk: Buffer) => send(2 * index, chunk));
      connection.on('error', () => connection.destroy());
      connection.on('close', () => socket.close(1000));
      return connection;
    } catch (failure) {
      send(2 * index + 1, describeFailedForward(pod, port, failure));
      socket.close(1000);
      return undefined;
    }
  }

  socket.on('message', (message: Buffer) => {
    const [channel = 0] = message;
    void connections.get(channel)?.then((connection) => connection?.write(message.subarray(1)));
  });
  void once(socket, 'close').then(async () => {
    for (const connection of connections.values()) (await connection)?.destroy();
  });
}
