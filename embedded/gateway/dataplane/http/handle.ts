import type { CurrentPort, DataPlaneContext } from '../context.ts';
import type { Exchange } from './exchange.ts';
import { answer, forward } from './forward.ts';
import { planRequest } from './plan.ts';
import type { AnswerPlan } from './types.ts';

/** Handles one request: plans it by what the port serves now, then answers or forwards it. */
export function handleExchange(current: CurrentPort, exchange: Exchange, context: DataPlaneContext): void {
  const { port, request } = context.behaviour.forwarding.ofConnection(exchange.connection, current(), exchange.request);
  const plan = port ? planRequest(port, request, context) : notServed(context);
  if (plan.kind === 'forward') forward(exchange, plan, context);
  else answer(exchange, plan, context);
}

export function notServed({ behaviour }: DataPlaneContext): AnswerPlan {
  return { kind: 'answer', status: behaviour.answers.noMatch, reason: 'this port is no longer served' };
}
