import { type Duplex, pipeline } from 'node:stream';
import { messageOf } from '../../../apimachinery/errors/message-of.ts';
import { SpdySession, type SpdyStream } from './spdy/session.ts';
import type { PodRuntime } from './types.ts';

export const PORT_FORWARD_PROTOCOL = 'portforward.k8s.io';
/** The same, its bytes within the messages of a WebSocket. */
export const TUNNELLED_PROTOCOL = `SPDY/3.1+${PORT_FORWARD_PROTOCOL}`;

interface Pair {
  data?: SpdyStream;
  error?: SpdyStream;
}

/** Forwards connections to a pod's ports: the client opens a pair of streams for each, one of them for errors. */
export function forwardPorts(runtime: PodRuntime, pod: { namespace: string; pod: string }, transport: Duplex): void {
  const pairs = new Map<string, Pair>();
  new SpdySession(transport, (stream) => {
    const { requestid = '', streamtype } = stream.headers;
    const pair = pairs.get(requestid) ?? {};
    pairs.set(requestid, pair);
    if (streamtype === 'data') pair.data = stream;
    else if (streamtype === 'error') pair.error = stream;
    if (!pair.data || !pair.error) return;
    pairs.delete(requestid);
    void forward(runtime, pod, pair.data, pair.error);
  });
}

async function forward(
  runtime: PodRuntime,
  pod: { namespace: string; pod: string },
  data: SpdyStream,
  error: SpdyStream,
): Promise<void> {
  const port = Number(data.headers.port);
  try {
    const connection = await runtime.connect(pod, port);
    error.end();
    joinStreams(data, connection);
  } catch (failure) {
    error.end(describeFailedForward(pod, port, failure));
    data.end();
  }
}

export function describeFailedForward({ pod }: { pod: string }, port: number, failure: unknown): string {
  const why = messageOf(failure);
  return `error forwarding port ${port} to pod ${pod}: ${why}`;
}

/** Each end gets what the other sends; where one breaks, both are over. */
function joinStreams(one: Duplex, other: Duplex): void {
  const settle = (error: NodeJS.ErrnoException | null | undefined) => {
    if (!error) return;
    one.destroy();
    other.destroy();
  };
  pipeline(one, other, settle);
  pipeline(other, one, settle);
}
