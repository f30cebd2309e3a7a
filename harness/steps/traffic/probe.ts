import type { Judging, Location, Sending } from '../context.ts';
import { type Message, sendOnce } from './exchange.ts';
import { createLogContext } from './logs.ts';
import { isLate, type TrafficRow } from './row.ts';
import type { Send } from './shared-exchanges.ts';
import type { RowProbe } from './types.ts';

/** Datagrams may be lost on the way: where the row has held, silence is asked about so many times more. */
const MORE_TRIES = 2;

export function createProbe(
  context: Sending & Judging,
  { protocol, request, entry, destination, match, matchLogs }: TrafficRow,
  location: Location,
  send: Send = sendOnce,
): RowProbe {
  const { backends, pool } = context;
  const message: Message = { protocol: protocol.name, location, port: entry.port, request };
  let held = false;

  return {
    async tryNew(signal, kept) {
      let exchange = await send(context, message, signal);
      let mismatches = match(exchange, { backends });
      for (let more = held && entry.transport === 'udp' ? MORE_TRIES : 0; more > 0; more -= 1) {
        if (mismatches.length === 0 || !isLate(exchange)) break;
        exchange = await sendOnce(context, message, signal);
        mismatches = match(exchange, { backends });
      }
      kept?.push(exchange);
      held ||= mismatches.length === 0;
      if (mismatches.length > 0 || !matchLogs) return { exchange, mismatches };
      return { exchange, mismatches: await matchLogs(exchange, createLogContext(context, signal)) };
    },
    async tryKept(signal) {
      const exchange = await sendOnce(context, { ...message, pool }, signal);
      return { exchange, mismatches: match(exchange, { backends }) };
    },
    // A mesh may have led a connection on before it knew the Service, and may leave it there.
    keepsConnections: destination.inside === undefined && (protocol.keepsConnection?.(request) ?? false),
  };
}
