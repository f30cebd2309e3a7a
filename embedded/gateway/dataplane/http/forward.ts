import http, { type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { CurrentPort, DataPlaneContext } from '../context.ts';
import { planRequest } from './plan.ts';
import { giveAnswer, passOn } from './respond.ts';
import type { AnswerPlan, ForwardPlan } from './types.ts';

/** Handles one request: plans it by what the port serves now, then answers or forwards it. */
export function handleRequest(
  current: CurrentPort,
  message: IncomingMessage,
  response: ServerResponse,
  context: DataPlaneContext,
): void {
  const port = current();
  const plan = port ? planRequest(port, message, context) : notServed(context);
  limitConnection(port === undefined, message, response, context);
  if (plan.kind === 'forward') forward(plan, message, response, context);
  else answer(plan, message, response, context);
}

export function notServed({ behaviour }: DataPlaneContext): AnswerPlan {
  return { kind: 'answer', status: behaviour.answers.noMatch, reason: 'this port is no longer served' };
}

function answer(plan: AnswerPlan, message: IncomingMessage, response: ServerResponse, context: DataPlaneContext): void {
  context.log(`${message.method} ${message.headers.host ?? ''}${message.url}: ${plan.status}, ${plan.reason}`);
  // Unread bodies would stall the connection.
  message.resume();
  giveAnswer(response, plan, context);
}

function forward(
  plan: ForwardPlan,
  message: IncomingMessage,
  response: ServerResponse,
  context: DataPlaneContext,
): void {
  const hasBody = message.headers['content-length'] !== undefined || message.headers['transfer-encoding'] !== undefined;
  const upstream = openUpstream(plan, message, bodyHeaders(message, hasBody), context);
  upstream.on('response', (reply) =>
    passOn(response, reply, { method: message.method ?? 'GET', filters: plan.responseFilters }, context),
  );
  upstream.on('error', (error: NodeJS.ErrnoException) => {
    if (response.destroyed || response.headersSent) return void response.destroy();
    // A kept connection may end just as it is used again: the request has not been seen by anyone.
    if (upstream.reusedSocket && error.code === 'ECONNRESET' && !hasBody) {
      return forward(plan, message, response, context);
    }
    const status = error.code === 'ECONNREFUSED' ? 503 : 502;
    answer({ kind: 'answer', status, reason: `backend failed: ${error.message}` }, message, response, context);
  });
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  if (hasBody) message.pipe(upstream);
  else upstream.end();
}

export function openUpstream(
  plan: ForwardPlan,
  message: IncomingMessage,
  added: readonly string[],
  context: DataPlaneContext,
): ClientRequest {
  return http.request({
    ...context.dial(plan.endpoint.address, plan.endpoint.port),
    method: message.method,
    path: plan.target,
    headers: [...plan.headers.flat(), ...added],
    agent: context.agent,
  });
}

function bodyHeaders(message: IncomingMessage, hasBody: boolean): readonly string[] {
  if (message.headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  // Node would else announce a chunked body for these methods.
  const expectsBody = ['POST', 'PUT', 'PATCH'].includes(message.method ?? '');
  return !hasBody && expectsBody ? ['Content-Length', '0'] : [];
}

const requestCounts = new WeakMap<object, number>();

function limitConnection(
  isOver: boolean,
  message: IncomingMessage,
  response: ServerResponse,
  { habits }: DataPlaneContext,
): void {
  const count = (requestCounts.get(message.socket) ?? 0) + 1;
  requestCounts.set(message.socket, count);
  if (isOver || habits.closesConnections || count >= habits.requestsPerConnection) response.shouldKeepAlive = false;
}
