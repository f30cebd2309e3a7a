import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { collectBody } from './body.ts';
import { describeError } from './failure.ts';
import type { Http1Job, Outcome, Stage } from './types.ts';

/** One HTTP/1.1 request and its final response, over a connection that stands. */
export function sendHttp1(
  socket: Duplex,
  { method, path, headers, body: sent }: Http1Job,
  onStage: (stage: Stage) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const body = collectBody();
    let incoming: IncomingMessage | undefined;
    const finish = (response: IncomingMessage): void => {
      const { statusCode = 0, httpVersion, rawHeaders } = response;
      resolve({ answer: { status: statusCode, version: httpVersion, headers: rawHeaders, ...body.encode() } });
    };
    const fail = (error?: Error): void => {
      const came = incoming ? { status: incoming.statusCode ?? 0, length: body.length() } : {};
      resolve({ failure: { ...describeError(error), ...came } });
    };
    const outgoing = request({ createConnection: () => socket, method, path, headers: [...headers] });
    outgoing.on('error', fail);
    // After a response it may come before the last of the body.
    outgoing.on('close', () => incoming ?? fail());
    outgoing.on('upgrade', (response, upgraded) => {
      incoming = response;
      upgraded.destroy();
      finish(response);
    });
    outgoing.on('response', (response) => {
      incoming = response;
      onStage('answering');
      response.on('data', (chunk: Buffer) => {
        if (body.add(chunk)) return;
        finish(response);
        response.destroy();
      });
      response.on('end', () => finish(response));
      response.on('error', fail);
      // It closes after a whole response, too.
      response.on('close', () => response.complete || fail());
    });
    onStage('sent');
    outgoing.end(sent);
  });
}
