import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import type { HeaderLine } from '../../behaviour/types.ts';
import type { RouteFilter } from '../../model/http-route.ts';
import { modifyHeaders } from '../../routes/headers.ts';
import type { DataPlaneContext } from '../context.ts';
import { appendTo, dropHopByHop, readLines, upperCaseNames } from './headers.ts';
import type { AnswerPlan } from './types.ts';

/** Gives an answer of the gateway's own. */
export function giveAnswer(response: ServerResponse, answer: AnswerPlan, context: DataPlaneContext): void {
  const body = context.habits.emptyAnswers ? '' : `${answer.status}: ${answer.reason}\n`;
  const lines: HeaderLine[] = [
    ...(answer.location ? [['Location', answer.location] as const] : []),
    ...(body ? [['Content-Type', 'text/plain; charset=utf-8'] as const] : []),
    ['Content-Length', String(Buffer.byteLength(body))],
  ];
  delay(response, context, () => {
    writeHead(response, answer.status, undefined, lines, context);
    response.end(body);
  });
}

/** Passes the backend's response on. */
export function passOn(
  response: ServerResponse,
  upstream: IncomingMessage,
  request: { method: string; filters: readonly RouteFilter[] },
  context: DataPlaneContext,
): void {
  const { habits, behaviour } = context;
  const status = upstream.statusCode ?? 502;
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304;
  const splits = habits.chunkBytes > 0 && hasBody;
  const received = dropHopByHop(readLines(upstream.rawHeaders));
  const lines = request.filters.reduce(
    (result, filter) =>
      filter.responseHeaderModifier ? modifyHeaders(result, filter.responseHeaderModifier, behaviour.filters) : result,
    splits ? received.filter(([name]) => name.toLowerCase() !== 'content-length') : received,
  );
  delay(response, context, () => {
    writeHead(response, status, upstream.statusMessage, lines, context);
    const source = splits ? upstream.pipe(createSplitter(habits.chunkBytes)) : upstream;
    upstream.on('error', () => response.destroy());
    source.pipe(response);
  });
}

function writeHead(
  response: ServerResponse,
  status: number,
  message: string | undefined,
  lines: readonly HeaderLine[],
  { habits, requestId }: DataPlaneContext,
): void {
  const added: readonly HeaderLine[] = habits.extraHeaders
    ? [...appendTo(lines, 'Via', '1.1 gwconf'), ['X-Request-Id', requestId()], ['X-Served-By', 'reference-gateway']]
    : lines;
  const named = habits.upperCaseHeaders ? upperCaseNames(added) : added;
  // Node would add a Date of its own beside the backend's.
  response.sendDate = !named.some(([name]) => name.toLowerCase() === 'date');
  const raw = named.flat();
  if (message === undefined) response.writeHead(status, raw);
  else response.writeHead(status, message, raw);
}

function createSplitter(bytes: number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let start = 0; start < chunk.length; start += bytes) this.push(chunk.subarray(start, start + bytes));
      done();
    },
  });
}

function delay(response: ServerResponse, { habits }: DataPlaneContext, then: () => void): void {
  if (habits.responseDelayMs === 0) {
    then();
    return;
  }
  const timer = setTimeout(() => {
    if (!response.destroyed) then();
  }, habits.responseDelayMs);
  response.once('close', () => clearTimeout(timer));
}
