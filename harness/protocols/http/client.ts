import { randomUUID } from 'node:crypto';
import { runExchange } from '../common/exchange.ts';
import { openTcp, openTls } from '../common/sockets.ts';
import type { Link, Remote, SendOptions } from '../types.ts';
import { findCookie, MOST_RETURNS, returnWith } from './cookie.ts';
import { withEcho } from './echo.ts';
import { exchangeHttp1 } from './http1.ts';
import { exchangeHttp2 } from './http2.ts';
import { exchangeKept, keepsConnection } from './kept.ts';
import { markRequest } from './mirror.ts';
import { sendThere } from './send-there.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

const VERSIONS = {
  '1.1': { alpn: 'http/1.1', exchange: exchangeHttp1 },
  '2': { alpn: 'h2', exchange: exchangeHttp2 },
} as const;

/**
 * One request over a connection of its own. Redirects are not followed. A certificate is never a reason to stop: what
 * verification says is recorded. A request with a cookie is sent twice, and the second exchange is given.
 */
export async function sendHttp(
  link: Link,
  remote: Remote,
  wanted: ResolvedHttpRequest,
  options: SendOptions,
): Promise<HttpExchange> {
  const exchange = await sendOnce(link, remote, wanted, options);
  if (wanted.cookie === undefined || !exchange.response) return exchange;
  const { name, leadsTo } = wanted.cookie;
  const cookie = findCookie(exchange, name);
  const first = { isSet: cookie !== undefined, ...(exchange.echo ? { pod: exchange.echo.pod } : {}) };
  if (cookie === undefined) return { ...exchange, first };
  const again = returnWith(wanted, cookie);
  let last = await sendOnce(link, remote, again, options);
  for (let sent = 1; leadsTo === 'another' && sent < MOST_RETURNS && last.echo?.pod === first.pod; sent += 1) {
    last = await sendOnce(link, remote, again, options);
  }
  return { ...last, first };
}

async function sendOnce(
  { dial, clock }: Link,
  remote: Remote,
  wanted: ResolvedHttpRequest,
  options: SendOptions,
): Promise<HttpExchange> {
  const request = wanted.marker === undefined ? wanted : markRequest(wanted, randomUUID());
  const { alpn, exchange } = VERSIONS[request.version];
  const outcome = await runExchange(clock, options, async (progress) => {
    const { pool } = options;
    if (pool && keepsConnection(request)) return exchangeKept(dial, remote, request, pool, progress);
    const sent = await sendThere(dial, remote, request, progress);
    if (sent) return sent;
    const place = dial(remote.address, remote.port);
    if (request.scheme === 'http') {
      const response = await exchange(openTcp(place, progress), request, progress);
      return withEcho(response);
    }
    const wish = { sni: request.sni, alpn: [alpn], clientCertificate: request.clientCertificate };
    const { socket, tls } = await openTls(place, wish, options.authority, progress);
    progress.stage = 'waiting for the response';
    return withEcho({ ...(await exchange(socket, request, progress)), tls });
  });
  return { protocol: 'http', request, remote, ...outcome };
}
