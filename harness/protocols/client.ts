import type { ProtocolName } from '../scenario/traffic.ts';
import { createReach } from './common/reach.ts';
import { UNREACHED } from './common/unreached.ts';
import { protocolOf } from './index.ts';
import type { Exchange, Link, Remote, SendOptions } from './types.ts';

/** Sends the requests of all scenarios. */
export interface TrafficClient {
  /**
   * Resolves when the remote accepts TCP connections, or has once, when it can't be reached from here, or after
   * `timeoutMs`: then what is sent tells why it does not. Rejects only when aborted.
   */
  reach(remote: Remote, options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  /**
   * Opens a connection of its own for the request and closes it afterwards, where none of a pool is to be taken. Rejects
   * only when aborted.
   * @param request as the protocol resolved it
   * @param options.urgency where requests queue, the greatest goes first; default: 0
   */
  send(
    protocol: ProtocolName,
    remote: Remote,
    request: object,
    options: SendOptions & { urgency?: number },
  ): Promise<Exchange>;
}

export function createTrafficClient(link: Link): TrafficClient {
  return {
    reach: createReach(link),
    async send(name, remote, request, options) {
      const exchange = await protocolOf(name).send(link, remote, request, options);
      const message = exchange.error && link.dial.explain?.(remote.address, remote.port);
      return message === undefined ? exchange : { ...exchange, error: { code: UNREACHED, message } };
    },
  };
}
