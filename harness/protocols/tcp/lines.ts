import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { ExchangeError } from '../common/exchange.ts';
import { parseObject, readIdentity } from '../common/json.ts';
import { readSeenTls, type SeenTls } from '../common/seen-tls.ts';
import type { PodIdentity } from '../types.ts';

/** What the TCP echo server of the official suite says first, before it is asked for anything. */
const GREETING = 'Gateway API Test TCP Server';
/** At this the echo server tells who it is, in one line of JSON. */
export const WHO = 'TEST';

/** What came over a connection, by lines. */
export interface Lines {
  /** The greeting is left out. */
  lines: readonly string[];
  backend?: PodIdentity;
  /** Whether the backend was spoken to over TLS, as it says itself. */
  backendTls?: boolean;
  /** TLS of that, as far as it tells. */
  seenTls?: SeenTls;
}

/**
 * Sends lines of text, and reads until as many came back, or the other side ends.
 * @param wanted lines to wait for: at least those that were sent, or one where none was
 * @throws ExchangeError where the connection ends without a line
 */
export function exchangeLines(socket: Socket, sent: readonly string[]): Promise<Lines> {
  const wanted = Math.max(1, sent.length);
  const lines: string[] = [];
  const reader = createInterface({ input: socket });
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      if (lines.length > 0) resolve(describeLines(lines));
      else reject(new ExchangeError('ECONNRESET', 'the connection was closed without a line'));
    };
    reader.on('line', (line) => {
      if (line !== GREETING) lines.push(line);
      if (lines.length >= wanted) finish();
    });
    reader.on('close', finish);
    // The reader tells errors of what it reads as its own.
    reader.on('error', reject);
    socket.on('error', reject);
    socket.on('close', finish);
    socket.write(sent.map((line) => `${line}\n`).join(''));
  });
}

function describeLines(lines: readonly string[]): Lines {
  const said = lines.map(parseObject).find((value) => readIdentity(value));
  const backend = readIdentity(said);
  const seenTls = readSeenTls(said?.tls);
  return {
    lines,
    ...(backend ? { backend, backendTls: said?.isTLS === true } : {}),
    ...(seenTls ? { seenTls } : {}),
  };
}
