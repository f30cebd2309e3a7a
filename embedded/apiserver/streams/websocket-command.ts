import { PassThrough } from 'node:stream';
import type { WebSocket } from 'ws';
import type { RemoteCommand } from './command.ts';

/** The protocols that carry a command's streams over a WebSocket, the best first. */
export const COMMAND_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** The first byte of each message. https://kubernetes.io/docs/reference/using-api/api-concepts/ (WebSockets) */
const CHANNELS = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const;
const NORMAL = 1000;

/** The streams of a command over a WebSocket. */
export function openWebSocketCommand(socket: WebSocket): RemoteCommand {
  const controller = new AbortController();
  const stdin = new PassThrough();
  const send = (channel: number, chunk: Buffer | string) => {
    const data = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    if (data.length > 0 && socket.readyState === socket.OPEN)
      socket.send(Buffer.concat([Buffer.from([channel]), data]));
  };
  socket.on('message', (message: Buffer) => {
    const [channel] = message;
    if (channel === CHANNELS.stdin) stdin.write(message.subarray(1));
    else if (channel === CHANNELS.close && message[1] === CHANNELS.stdin) stdin.end();
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    controller.abort();
    stdin.end();
  });
  return {
    stdin,
    signal: controller.signal,
    stdout: (chunk) => send(CHANNELS.stdout, chunk),
    stderr: (chunk) => send(CHANNELS.stderr, chunk),
    finish(status) {
      send(CHANNELS.error, JSON.stringify(status));
      socket.close(NORMAL);
    },
  };
}
