import type { Outcome } from '../../behaviour/http.ts';
import type { HeaderLine } from '../../model/header.ts';
import type { DataPlaneContext } from '../context.ts';
import type { UpstreamCall, UpstreamError, UpstreamResponse } from '../upstream/types.ts';
import { type SharedBody, shareBody } from './body.ts';
import type { Exchange } from './exchange.ts';
import { giveAnswer, passOn } from './respond.ts';
import type { AnswerPlan, Failures, ForwardPlan, Upstream } from './types.ts';

/** Answers an exchange by the gateway itself. */
export function answer({ request, body, response }: Exchange, plan: AnswerPlan, context: DataPlaneContext): void {
  context.log(`${request.method} ${request.host}${request.target}: ${plan.status}, ${plan.reason}`);
  // Unread bodies would stall the connection.
  body.resume();
  giveAnswer(response, plan, context);
}

/** Sends a request to its backend, and the response back; within its time, and again where its rule says so. */
export function forward(exchange: Exchange, plan: ForwardPlan, context: DataPlaneContext): void {
  const { response } = exchange;
  const { retries, timeouts } = context.behaviour;
  const isShared = plan.retry !== undefined || plan.mirrors.length > 0;
  const shared = isShared && exchange.hasBody ? shareBody(exchange.body) : undefined;
  const timers = new Set<NodeJS.Timeout>();
  let call: UpstreamCall | undefined;
  let isOver = false;

  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
    return timer;
  };
  const refuse = (failure: keyof Failures, reason: string) => {
    const { failures, grpcFailures } = plan;
    const statuses = grpcFailures ? { status: 200, grpcStatus: grpcFailures[failure] } : { status: failures[failure] };
    if (response.isOpen) answer(exchange, { kind: 'answer', reason, ...statuses }, context);
    else response.abort();
  };
  const limitRequest = () =>
    after(plan.requestTimeout, () => {
      refuse('timeout', 'the request took too long');
      isOver = true;
      call?.abort();
    });
  let limitOfRequest: NodeJS.Timeout | undefined;
  const attempt = (upstream: Upstream, number: number) => {
    if (plan.requestTimeout > 0 && (number === 0 || timeouts.restarts)) {
      clearTimeout(limitOfRequest);
      limitOfRequest = limitRequest();
    }
    let isDone = false;
    const settle = (outcome: Outcome, otherwise: () => void) => {
      if (isDone || isOver) return;
      isDone = true;
      const { retry } = plan;
      const mayRepeat = shared?.canRepeat() ?? !exchange.hasBody;
      const again = retry && mayRepeat && number < retries.attempts(retry) && retries.isRetriable(retry, outcome);
      if (!again) return otherwise();
      call?.abort();
      after(retries.backoff(retry, number + 1), () => attempt(plan.nextUpstream(), number + 1));
    };
    const limit =
      plan.backendTimeout > 0 &&
      after(plan.backendTimeout, () => {
        if (isDone && !response.isOpen) return response.abort();
        const own = call;
        settle({ kind: 'timeout' }, () => {
          refuse('timeout', 'the backend took too long');
          own?.abort();
        });
      });
    const { mirrors } = context.behaviour;
    const isLeft = plan.mirrors.length === 0 || mirrors.leavesBody;
    const hasBody = exchange.hasBody && isLeft && (number === 0 || retries.hasBody);
    const headers = retries.headers(plan.headers, exchange.request.headers, number);
    const target = retries.target(plan.target, exchange.request.target, number);
    const own = send({ ...exchange, hasBody }, upstream, { ...plan, target, headers }, shared, context, {
      response(reply) {
        reply.body.once('close', () => limit && clearTimeout(limit));
        settle({ kind: 'status', status: reply.status }, () =>
          passOn(
            response,
            reply,
            exchange.request.method,
            { filters: plan.responseFilters, headers: plan.responseHeaders },
            context,
          ),
        );
      },
      failed(error) {
        if (limit) clearTimeout(limit);
        settle({ kind: error.kind }, () => refuse(error.kind, `backend failed: ${error.message}`));
      },
    });
    call = own;
  };

  response.onClose((finished) => {
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
    if (!finished) call?.abort();
  });
  for (const mirror of plan.mirrors) sendCopy(exchange, mirror, plan, shared, context);
  attempt(plan.upstream, 0);
}

function send(
  { request, body, hasBody }: Pick<Exchange, 'request' | 'body' | 'hasBody'>,
  upstream: Upstream,
  plan: ForwardPlan,
  shared: SharedBody | undefined,
  context: DataPlaneContext,
  events: { response(reply: UpstreamResponse): void; failed(error: UpstreamError): void },
): UpstreamCall {
  const { target } = plan;
  const headers = hasBody ? plan.headers : dropLength(plan.headers);
  const call = context.upstreams.call(upstream, { method: request.method, target, headers, hasBody }, events);
  if (!hasBody) call.body.end();
  else if (shared) shared.sendTo(call.body, 'main');
  else context.behaviour.forwarding.requestBody(body).pipe(call.body);
  return call;
}

/** A copy of the request, whatever becomes of it. */
function sendCopy(
  { request, ...exchange }: Exchange,
  upstream: Upstream,
  plan: ForwardPlan,
  shared: SharedBody | undefined,
  { upstreams, behaviour, log }: DataPlaneContext,
): void {
  const hasBody = exchange.hasBody && behaviour.mirrors.hasBody;
  const headers = hasBody ? plan.headers : dropLength(plan.headers);
  const { method, target } = behaviour.mirrors.copied({ method: request.method, target: plan.target });
  const call = upstreams.call(
    upstream,
    { method, target, headers, hasBody },
    {
      response: ({ body }) => {
        body.on('error', () => {});
        body.resume();
      },
      failed: (error) => log(`Mirroring ${method} ${target} failed: ${error.message}`),
    },
  );
  if (shared && hasBody) shared.sendTo(call.body, 'copy');
  else call.body.end();
}

/** Nobody may wait for a body that does not come. */
function dropLength(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers.filter(([name]) => name.toLowerCase() !== 'content-length');
}
