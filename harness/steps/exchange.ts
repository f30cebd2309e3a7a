import type { FieldMismatch } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { HttpExchange, ResolvedHttpRequest } from '../traffic/types.ts';
import type { Attempt } from '../wait/types.ts';
import type { StepContext } from './context.ts';

/** One try of a row, and what came of it. */
export interface Exchanged extends Attempt {
  mismatches: readonly FieldMismatch[];
  exchange: HttpExchange;
}

/** This machine ran out of something: that says nothing about the implementation. */
const OUR_OWN = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

export async function sendOnce(
  context: StepContext,
  remote: { address: string; port: number },
  request: ResolvedHttpRequest,
  signal: AbortSignal,
): Promise<HttpExchange> {
  const { client, policies, authority, state } = context;
  const { timeoutMs } = policies.request;
  const exchange = await client.send(remote, request, { timeoutMs, signal, authority, urgency: state.ahead });
  if (exchange.error && OUR_OWN.has(exchange.error.code)) {
    throw new HarnessError(`a request could not be sent: ${exchange.error.message} (${exchange.error.code})`);
  }
  return exchange;
}
