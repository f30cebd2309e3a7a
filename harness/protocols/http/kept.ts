import type { Progress } from '../common/exchange.ts';
import type { ConnectionPool } from '../common/pool.ts';
import { formatRemote, openTcp } from '../common/sockets.ts';
import type { Dial, Remote } from '../types.ts';
import { withEcho } from './echo.ts';
import { sendOver } from './http1.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** Tries over connections that turn out to be closed already, as they may be (RFC 9112 section 9.5). */
const MOST_STALE = 20;

/** HTTP/1.1 in plain text alone: of TLS the certificate rightly stays that of the handshake. */
export function keepsConnection({ version, scheme, cookie }: ResolvedHttpRequest): boolean {
  return version === '1.1' && scheme === 'http' && cookie === undefined;
}

/** One request over a connection of the pool. */
export async function exchangeKept(
  dial: Dial,
  remote: Remote,
  request: ResolvedHttpRequest,
  pool: ConnectionPool,
  progress: Progress,
): Promise<Pick<HttpExchange, 'response' | 'echo' | 'reused'>> {
  // What is opened belongs to the pool, and outlives the exchange.
  const opening: Progress = { stage: '', onEnd: () => {} };
  const agent = pool.agentFor(formatRemote(remote), () => openTcp(dial(remote.address, remote.port), opening));
  for (let stale = 0; ; stale += 1) {
    const { outgoing, answer } = sendOver({ agent }, request, progress);
    progress.onEnd(() => outgoing.destroy());
    try {
      return { ...withEcho(await answer), reused: outgoing.reusedSocket };
    } catch (error) {
      if (!outgoing.reusedSocket || !isClosed(error) || stale >= MOST_STALE) throw error;
    }
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
