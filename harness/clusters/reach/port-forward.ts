import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { loadCredentials } from '../../kube/credentials.ts';
import { createChannelReader, toDataFrame } from './channels.ts';
import { openChannel } from './open-channel.ts';

export { ForwardRefused } from './open-channel.ts';

export interface ForwardTarget {
  namespace: string;
  pod: string;
  /** Of the pod. */
  port: number;
}

/** Connections to pods through the API server. */
export interface PortForwarder {
  /**
   * Joins a connection of ours to a port of a pod. Rejects with ForwardRefused where the API server refuses, with another
   * error where the pod is gone; the socket is left alone then.
   */
  join(socket: Socket, target: ForwardTarget): Promise<void>;
  close(): void;
}

/** Beyond this the sender is told to wait. */
const greatestBuffer = 1 << 20;

export async function createPortForwarder(kubeconfig: string): Promise<PortForwarder> {
  const credentials = await loadCredentials(kubeconfig);
  const open = new Set<WebSocket>();
  return {
    async join(socket, target) {
      const { namespace, pod, port } = target;
      const query = new URLSearchParams({ ports: String(port) });
      const asked = {
        namespace,
        pod,
        subresource: 'portforward',
        query,
        what: `port-forward to ${namespace}/${pod}:${port}`,
      };
      const channel = await openChannel(credentials, asked);
      open.add(channel);
      channel.once('close', () => open.delete(channel));
      pipe(socket, channel);
    },
    close() {
      for (const channel of open) channel.terminate();
      credentials.close();
    },
  };
}

/** There is no half-closing: what ends one side ends the other, once all that was sent is delivered. */
function pipe(socket: Socket, channel: WebSocket): void {
  const reader = createChannelReader();
  let failed = false;
  channel.binaryType = 'nodebuffer';
  channel.on('message', (frame: Buffer) => {
    const { data, error } = reader.read(frame);
    if (error !== undefined) failed = true;
    if (data && !socket.write(data)) {
      channel.pause();
      socket.once('drain', () => channel.resume());
    }
  });
  channel.once('close', () => {
    // As the pod's own kernel would have said it: nobody listens there, or the connection broke.
    if (failed) socket.resetAndDestroy();
    else socket.end();
  });
  channel.on('error', () => socket.resetAndDestroy());
  socket.on('data', (data: Buffer) => {
    channel.send(toDataFrame(data), () => {
      if (socket.isPaused() && channel.bufferedAmount < greatestBuffer) socket.resume();
    });
    if (channel.bufferedAmount >= greatestBuffer) socket.pause();
  });
  socket.on('error', () => channel.terminate());
  socket.once('close', () => channel.close());
  channel.resume();
}
