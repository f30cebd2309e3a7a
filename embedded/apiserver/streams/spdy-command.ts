import { type Duplex, PassThrough } from 'node:stream';
import type { RemoteCommand } from './command.ts';
import { SpdySession, type SpdyStream } from './spdy/session.ts';

/** The protocol that carries a command's streams over SPDY. */
export const SPDY_COMMAND_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const OPENING_MS = 30_000;

/** The streams of a command over SPDY: the client opens one for each. Rejects where they do not come in time. */
export async function openSpdyCommand(transport: Duplex, wanted: readonly string[]): Promise<RemoteCommand> {
  const controller = new AbortController();
  const streams = new Map<string, SpdyStream>();
  const session = await new Promise<SpdySession>((resolve, reject) => {
    const timer = setTimeout(() => {
      made.close();
      reject(new Error('the streams of the command did not come in time'));
    }, OPENING_MS);
    const made = new SpdySession(transport, (stream) => {
      streams.set(stream.headers.streamtype ?? '', stream);
      if (!['error', ...wanted].every((type) => streams.has(type))) return;
      clearTimeout(timer);
      resolve(made);
    });
    transport.on('close', () => {
      clearTimeout(timer);
      controller.abort();
      reject(new Error('the client is gone'));
    });
  });
  const write = (type: string, chunk: Buffer | string) => void streams.get(type)?.write(chunk);
  const nothing = new PassThrough();
  nothing.end();
  return {
    stdin: streams.get('stdin') ?? nothing,
    signal: controller.signal,
    stdout: (chunk) => write('stdout', chunk),
    stderr: (chunk) => write('stderr', chunk),
    finish(status) {
      for (const type of ['stdout', 'stderr']) streams.get(type)?.end();
      const error = streams.get('error');
      error?.end(JSON.stringify(status), () => session.close());
    },
  };
}
