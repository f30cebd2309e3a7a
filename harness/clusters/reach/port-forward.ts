import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { type Credentials, loadCredentials } from '../../kube/credentials.ts';
import { parseFailure } from '../../kube/errors.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { channelProtocol, createChannelReader, toDataFrame } from './channels.ts';

export interface ForwardTarget {
  namespace: string;
  pod: string;
  /** Of the pod. */
  port: number;
}

/** The API server does not lead there, whoever serves: the user may not, or it cannot be asked. */
export class ForwardRefused extends HarnessError {}

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
      const channel = await openChannel(credentials, target);
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

async function openChannel(credentials: Credentials, { namespace, pod, port }: ForwardTarget): Promise<WebSocket> {
  const { headers, watchAgent } = await credentials.access();
  const url = new URL(credentials.server);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward`;
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  url.search = `ports=${port}`;
  const channel = new WebSocket(url, channelProtocol, { headers, agent: watchAgent, perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    const place = `port-forward to ${namespace}/${pod}:${port}`;
    const fail = (error: Error): void => {
      reject(new ForwardRefused(`${place}: ${error.message}`, { cause: error }));
    };
    channel.once('error', fail);
    channel.once('unexpected-response', (request, response) => {
      void readText(response).then((text) => {
        request.destroy();
        const { statusCode = 0 } = response;
        const { message } = parseFailure(statusCode, text);
        const told = `${place}: ${message || 'refused'} (HTTP ${statusCode})`;
        // A pod that is gone is its controller's affair.
        reject(statusCode === 404 ? new Error(told) : new ForwardRefused(told));
      });
    });
    channel.once('open', () => {
      channel.off('error', fail);
      // Nobody listens yet, and the first frames may have come with the answer.
      channel.pause();
      resolve(channel);
    });
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response) text += chunk;
  } catch {
    // What came says enough.
  }
  return text;
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
