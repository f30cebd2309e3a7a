import { connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import type { Duplex } from 'node:stream';
import { collectBody } from './body.ts';
import { describeError } from './failure.ts';
import type { Http2Job, Outcome, Stage } from './types.ts';

/** One HTTP/2 request with prior knowledge, its response and trailers, over a connection that stands. */
export function sendHttp2(socket: Duplex, job: Http2Job, onStage: (stage: Stage) => void): Promise<Outcome> {
  const session = connect('http://localhost', { createConnection: () => socket });
  return new Promise<Outcome>((resolve) => {
    const body = collectBody();
    let head: IncomingHttpHeaders | undefined;
    let trailers: IncomingHttpHeaders | undefined;
    const fail = (error?: Error): void => {
      const came = head ? { status: Number(head[':status']), length: body.length() } : {};
      resolve({ failure: { ...describeError(error), ...came } });
    };
    const finish = (): void => {
      if (!head) return;
      const answer = { status: Number(head[':status']), version: '2.0', headers: listLines(head), ...body.encode() };
      resolve({ answer: trailers ? { ...answer, trailers: listLines(trailers) } : answer });
    };
    session.on('error', fail);
    socket.on('error', fail);
    session.on('close', () => fail());
    const stream = session.request({ ...job.headers } as OutgoingHttpHeaders);
    onStage('sent');
    stream.on('error', fail);
    stream.on('response', (headers) => {
      head = headers;
      onStage('answering');
    });
    stream.on('trailers', (headers) => {
      trailers = headers;
    });
    stream.on('data', (chunk: Buffer) => {
      if (body.add(chunk)) return;
      finish();
      stream.close();
    });
    stream.on('end', () => {
      // A stream that was reset ends, too. Trailers may come a moment after the end.
      if (stream.rstCode === 0) setImmediate(finish);
    });
    stream.on('close', () => {
      if (stream.rstCode !== 0) fail(new StreamReset(stream.rstCode));
      else setImmediate(fail);
    });
    stream.end(job.body === undefined ? undefined : Buffer.from(job.body, 'base64'));
  }).finally(() => session.destroy());
}

class StreamReset extends Error {
  readonly code = 'ECONNRESET';

  constructor(code: number) {
    super(`the stream was reset with code ${code}`);
  }
}

/** Several lines of a name one after the other; pseudo-headers are no lines. */
function listLines(headers: IncomingHttpHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(':') || value === undefined ? [] : [value].flat().flatMap((one) => [name, one]),
  );
}
