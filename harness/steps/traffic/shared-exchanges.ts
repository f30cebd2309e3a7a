import type { Exchange } from '../../protocols/types.ts';
import type { Sending } from '../context.ts';
import { type Message, sendOnce } from './exchange.ts';

/** Sends a message over a new connection. */
export type Send = (context: Sending, message: Message, signal: AbortSignal) => Promise<Exchange>;

/** An exchange on its way, and the rows that look at it. */
interface Shared {
  exchange: Promise<Exchange>;
  rows: Set<object>;
}

/**
 * Rows of one step that ask the same of the same place, and expect different things of the answer, look at one exchange where
 * they ask at the same time: half of what rows of both levels send. No row looks at an exchange twice.
 */
export function createSharedSend(send: Send = sendOnce): (row: object) => Send {
  const underWay = new Map<string, Shared>();
  return (row) => async (context, message, signal) => {
    if (!isPlain(message)) return send(context, message, signal);
    const key = describeMessage(message);
    const shared = underWay.get(key);
    if (shared && !shared.rows.has(row)) {
      shared.rows.add(row);
      try {
        return await shared.exchange;
      } catch {
        // It went with the row that began it.
        signal.throwIfAborted();
        return send(context, message, signal);
      }
    }
    const exchange = send(context, message, signal);
    const own: Shared = { exchange, rows: new Set([row]) };
    underWay.set(key, own);
    try {
      return await exchange;
    } finally {
      if (underWay.get(key) === own) underWay.delete(key);
    }
  };
}

/** Each request with a marker has a value of its own, and one with a cookie is two. */
function isPlain({ request, pool }: Message): boolean {
  return pool === undefined && !('marker' in request) && !('cookie' in request);
}

function describeMessage({ protocol, location, port, request }: Message): string {
  return JSON.stringify([protocol, location.current(), port, request]);
}
