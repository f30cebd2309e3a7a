import type { ClientRequest, IncomingMessage } from 'node:http';
import { ExchangeError } from '../common/exchange.ts';
import { createBodyReader } from './body.ts';
import type { HttpResponseRecord } from './types.ts';

/** Reads the final response (1xx before it are skipped) and its body up to 64 KiB. Rejects where it is not complete. */
export function readResponse(outgoing: ClientRequest, onHead: () => void): Promise<HttpResponseRecord> {
  return new Promise((resolve, reject) => {
    let answered = false;
    const body = createBodyReader();
    outgoing.on('error', reject);
    // With a response it may come before the last of the body was read, and means nothing.
    outgoing.on('close', () => {
      if (!answered) reject(new ExchangeError('ECONNRESET', 'the connection was closed without a response'));
    });
    // An upgrade that nobody asked for is an answer without a body.
    outgoing.on('upgrade', (incoming, socket) => {
      answered = true;
      socket.destroy();
      resolve({ ...readHead(incoming), ...body.text() });
    });
    outgoing.on('response', (incoming) => {
      answered = true;
      onHead();
      incoming.on('data', (chunk: Buffer) => {
        if (body.add(chunk)) return;
        resolve({ ...readHead(incoming), ...body.text() });
        incoming.destroy();
      });
      incoming.on('end', () => resolve({ ...readHead(incoming), ...body.text() }));
      const cutShort = (cause?: Error) => {
        // It closes after a whole response, too.
        if (incoming.complete) return;
        const code = cause && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'ECONNRESET';
        const seen = `status ${incoming.statusCode} and ${body.length()} bytes of the body`;
        reject(new ExchangeError(code, `the response ended early, after ${seen}`));
      };
      incoming.on('error', cutShort);
      incoming.on('close', () => cutShort());
    });
  });
}

export function readHead(incoming: IncomingMessage): Pick<HttpResponseRecord, 'status' | 'httpVersion' | 'headers'> {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.push([incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '']);
  }
  return { status: incoming.statusCode ?? 0, httpVersion: incoming.httpVersion, headers };
}
