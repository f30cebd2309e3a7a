import type { Exchange } from '../../protocols/types.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { Probe } from '../../wait/eventually.ts';
import type { Judging, Location, Sending } from '../context.ts';
import { type Exchanged, type Message, sendOnce } from './exchange.ts';
import { createLogContext } from './logs.ts';
import type { TrafficRow } from './row.ts';

/**
 * Every so many tries the request goes over a kept connection, too, which another row may have used, or one of steps
 * before: what is served must not depend on when a connection was made.
 */
const KEPT_EVERY = 5;

/** Tries a row. @param kept gets every exchange */
export function createProbe(
  context: Sending & Judging,
  { protocol, request, entry, match, matchLogs }: TrafficRow,
  location: Location,
  kept: Exchange[] = [],
): Probe<Exchanged> {
  const { backends, pool } = context;
  const message = { protocol: protocol.name, location, port: entry.port, request };
  const keeps = protocol.keepsConnection?.(request) ?? false;
  const tryOnce = async (sent: Message, signal: AbortSignal): Promise<Exchanged> => {
    const exchange = await sendOnce(context, sent, signal);
    kept.push(exchange);
    const mismatches = match(exchange, { backends });
    if (mismatches.length > 0 || !matchLogs) return { exchange, mismatches };
    return { exchange, mismatches: await matchLogs(exchange, createLogContext(context, signal)) };
  };
  return async (attempt, signal) => {
    const fresh = await tryOnce(message, signal);
    if (!keeps || attempt % KEPT_EVERY !== 0 || fresh.mismatches.length > 0) return fresh;
    const { exchange, mismatches } = await tryOnce({ ...message, pool }, signal);
    return { exchange, mismatches: mismatches.map(tellKept) };
  };
}

function tellKept(mismatch: FieldMismatch): FieldMismatch {
  return { ...mismatch, observed: `${mismatch.observed}, over a connection kept open` };
}
