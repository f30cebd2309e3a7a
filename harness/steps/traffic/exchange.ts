import type { ConnectionPool } from '../../protocols/common/pool.ts';
import { explainUnreached } from '../../protocols/common/unreached.ts';
import type { Exchange } from '../../protocols/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { ProtocolName } from '../../scenario/traffic.ts';
import type { Location, Sending } from '../context.ts';

/** This machine ran out of something: that says nothing about the implementation. */
const OUR_OWN = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

/** What is sent, and where. */
export interface Message {
  protocol: ProtocolName;
  location: Location;
  port: number;
  request: object;
  /** Default: over a new connection. */
  pool?: ConnectionPool;
}

/**
 * Sends to the address that the location has now; one that cannot be reached from here is avoided from then on.
 * @param urgency who has more goes first where requests queue
 */
export async function sendOnce(
  { client, policies, authority, urgency: usual }: Sending,
  { protocol, location, port, request, pool }: Message,
  signal: AbortSignal,
  urgency: number = usual(),
): Promise<Exchange> {
  const { timeoutMs } = policies.request;
  const remote = { address: location.current(), port };
  const exchange = await client.send(protocol, remote, request, { timeoutMs, signal, authority, urgency, pool });
  const { error } = exchange;
  if (error && OUR_OWN.has(error.code)) {
    throw new HarnessError(`a request could not be sent: ${error.message} (${error.code})`);
  }
  if (explainUnreached(error) !== undefined) location.avoid(remote.address);
  return exchange;
}
