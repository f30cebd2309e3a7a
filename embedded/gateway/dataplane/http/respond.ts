import { Transform } from 'node:stream';
import type { HeaderLine } from '../../model/header.ts';
import type { CompiledFilter } from '../../model/served.ts';
import { modifyHeaders, setHeader } from '../../routes/headers.ts';
import type { DataPlaneContext } from '../context.ts';
import type { UpstreamResponse } from '../upstream/types.ts';
import type { Responder } from './exchange.ts';
import { appendTo, dropHopByHop, upperCaseNames } from './headers.ts';
import type { AnswerPlan } from './types.ts';

/** Gives an answer of the gateway's own. */
export function giveAnswer(response: Responder, answer: AnswerPlan, context: DataPlaneContext): void {
  if (answer.grpcStatus !== undefined) {
    endCall(response, answer.grpcStatus, answer.reason, context);
    return;
  }
  const body = context.habits.emptyAnswers || answer.isBare ? '' : `${answer.status}: ${answer.reason}\n`;
  const lines: HeaderLine[] = [
    ...(answer.headers ?? []),
    ...(body ? [['Content-Type', 'text/plain; charset=utf-8'] as const] : []),
    // RFC 9110 8.6: a 204 has none.
    ...(answer.status === 204 ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
  ];
  delay(response, context, () => {
    const head = { status: answer.status, headers: decorate(lines, context) };
    response.start(head, body ? 'follows' : 'none')?.end(body);
  });
}

/** A response of trailers only (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses). */
function endCall(response: Responder, status: number, reason: string, context: DataPlaneContext): void {
  const headers: readonly HeaderLine[] = [
    ['content-type', 'application/grpc'],
    ['grpc-status', String(status)],
    ['grpc-message', encodeURIComponent(reason).replaceAll('%20', ' ')],
  ];
  delay(response, context, () => response.start({ status: 200, headers: decorate(headers, context) }, 'none'));
}

/** What a response is changed by on its way back. */
export interface ResponseChanges {
  filters: readonly CompiledFilter[];
  /** Set after the filters. */
  headers: readonly HeaderLine[];
}

/** Passes the backend's response on. */
export function passOn(
  response: Responder,
  upstream: UpstreamResponse,
  method: string,
  changes: ResponseChanges,
  context: DataPlaneContext,
): void {
  const { habits } = context;
  const hasBody = method !== 'HEAD' && upstream.status !== 204 && upstream.status !== 304 && !upstream.isEnded;
  const splits = habits.chunkBytes > 0 && hasBody;
  const received = context.behaviour.forwarding.responseHeaders(dropHopByHop(upstream.headers));
  const kept = splits ? received.filter(([name]) => name.toLowerCase() !== 'content-length') : received;
  const headers = decorate(changeHeaders(kept, reaching(changes, upstream, context), context), context);
  const head = { status: upstream.status, ...(upstream.message ? { message: upstream.message } : {}), headers };
  delay(response, context, () => {
    const target = response.start(head, hasBody ? 'follows' : 'none', upstream.trailers);
    if (!target) return void upstream.body.resume();
    const body = context.behaviour.forwarding.responseBody(upstream.body);
    const source = splits ? body.pipe(createSplitter(habits.chunkBytes)) : body;
    upstream.body.on('error', () => response.abort());
    upstream.body.on('aborted', () => response.abort());
    source.pipe(target);
  });
}

/** The changes that reach that response. */
function reaching(
  { filters, headers }: ResponseChanges,
  { status, isEnded }: UpstreamResponse,
  { behaviour }: DataPlaneContext,
): ResponseChanges {
  const { reaches } = behaviour.filters;
  const response = { status, isEnded };
  return { filters: reaches('filters', response) ? filters : [], headers: reaches('own', response) ? headers : [] };
}

function changeHeaders(
  lines: readonly HeaderLine[],
  { filters, headers }: ResponseChanges,
  { behaviour }: DataPlaneContext,
): readonly HeaderLine[] {
  const filtered = filters.reduce(
    (result, filter) =>
      filter.responseHeaderModifier ? modifyHeaders(result, filter.responseHeaderModifier, behaviour.filters) : result,
    lines,
  );
  return headers.reduce((result, [name, value]) => {
    // A cache must know of all that the response depends on, and each cookie has a line of its own.
    if (name === 'Vary') return appendTo(result, name, value);
    return name === 'Set-Cookie' ? result.concat([[name, value]]) : setHeader(result, name, value);
  }, filtered);
}

/** The headers with what the gateway's habits add. */
function decorate(lines: readonly HeaderLine[], { habits, requestId }: DataPlaneContext): readonly HeaderLine[] {
  const added: readonly HeaderLine[] = habits.extraHeaders
    ? [...appendTo(lines, 'Via', '1.1 gwconf'), ['X-Request-Id', requestId()], ['X-Served-By', 'reference-gateway']]
    : lines;
  return habits.upperCaseHeaders ? upperCaseNames(added) : added;
}

function createSplitter(bytes: number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let start = 0; start < chunk.length; start += bytes) this.push(chunk.subarray(start, start + bytes));
      done();
    },
  });
}

function delay(response: Responder, { habits }: DataPlaneContext, then: () => void): void {
  if (habits.responseDelayMs === 0) {
    then();
    return;
  }
  const timer = setTimeout(() => {
    if (response.isOpen) then();
  }, habits.responseDelayMs);
  response.onClose(() => clearTimeout(timer));
}
