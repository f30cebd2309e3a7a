import type { Progress } from '../common/exchange.ts';
import type { SentMessage } from '../common/sender.ts';
import type { Dial, Remote } from '../types.ts';
import { withEcho } from './echo.ts';
import { listLines } from './http1.ts';
import { listFields } from './http2.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** One request by whoever sends to the place for us. Undefined where nobody does, or not this one. */
export async function sendThere(
  dial: Dial,
  { address, port }: Remote,
  request: ResolvedHttpRequest,
  progress: Progress,
): Promise<(Pick<HttpExchange, 'response' | 'echo'> & { durationMs: number }) | undefined> {
  if (request.scheme !== 'http') return undefined;
  const answer = await dial.senderTo?.(address, port)?.send(toMessage(request), progress);
  if (!answer) return undefined;
  const { status, httpVersion, headers, body, bodyTruncated, durationMs } = answer;
  return { ...withEcho({ status, httpVersion, headers, body: body.toString('utf8'), bodyTruncated }), durationMs };
}

function toMessage(request: ResolvedHttpRequest): SentMessage {
  const { method, path, version, body } = request;
  if (version === '2') {
    return { http2: { headers: listFields(request), ...(body === undefined ? {} : { body: Buffer.from(body) }) } };
  }
  return { http1: { method, path, headers: listLines(request, 'close'), ...(body === undefined ? {} : { body }) } };
}
