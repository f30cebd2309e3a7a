import type { Judging, Location, Sending } from '../context.ts';
import { type Message, sendOnce } from './exchange.ts';
import { createLogContext } from './logs.ts';
import type { TrafficRow } from './row.ts';
import type { RowProbe } from './types.ts';

export function createProbe(
  context: Sending & Judging,
  { protocol, request, entry, match, matchLogs }: TrafficRow,
  location: Location,
): RowProbe {
  const { backends, pool } = context;
  const message: Message = { protocol: protocol.name, location, port: entry.port, request };
  return {
    async tryNew(signal, kept) {
      const exchange = await sendOnce(context, message, signal);
      kept?.push(exchange);
      const mismatches = match(exchange, { backends });
      if (mismatches.length > 0 || !matchLogs) return { exchange, mismatches };
      return { exchange, mismatches: await matchLogs(exchange, createLogContext(context, signal)) };
    },
    async tryKept(signal) {
      const exchange = await sendOnce(context, { ...message, pool }, signal);
      return { exchange, mismatches: match(exchange, { backends }) };
    },
    keepsConnections: protocol.keepsConnection?.(request) ?? false,
  };
}
