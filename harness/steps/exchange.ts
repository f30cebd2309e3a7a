import type { HttpExchange, ResolvedHttpRequest } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { Attempt } from '../wait/types.ts';
import type { StepContext } from './context.ts';

/** One try of a row, and what came of it. */
export interface Exchanged extends Attempt {
  mismatches: readonly FieldMismatch[];
  exchange: HttpExchange;
}

/** This machine ran out of something: that says nothing about the implementation. */
const OUR_OWN = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

/** @param urgency who has more goes first where requests queue */
export async function sendOnce(
  context: StepContext,
  remote: { address: string; port: number },
  request: ResolvedHttpRequest,
  signal: AbortSignal,
  urgency: number = context.state.ahead,
): Promise<HttpExchange> {
  const { client, policies, authority } = context;
  const { timeoutMs } = policies.request;
  const exchange = await client.send(remote, request, { timeoutMs, signal, authority, urgency });
  if (exchange.error && OUR_OWN.has(exchange.error.code)) {
    throw new HarnessError(`a request could not be sent: ${exchange.error.message} (${exchange.error.code})`);
  }
  return exchange;
}
