import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { BackendSaw } from '../../scenario/traffic/http.ts';
import { matchHeaders } from '../common/headers.ts';
import { isSameHost } from '../common/host.ts';
import { matchSeenTls } from '../common/seen-tls.ts';
import type { EchoReply, ResolvedHttpRequest } from './types.ts';

/**
 * What the backend received must be what was sent, save where the expectation says what it became.
 * @param who stands before the parts in the mismatches' paths
 */
export function matchSeen(
  echo: Pick<EchoReply, 'method' | 'path' | 'host' | 'headers' | 'tls'>,
  sent: Pick<ResolvedHttpRequest, 'method' | 'path' | 'host' | 'body'>,
  saw: BackendSaw = {},
  who = 'backend',
): FieldMismatch[] {
  const mismatches: FieldMismatch[] = [];
  const report = (part: string, expected: string, observed: string): void => {
    mismatches.push({ path: `${who} saw ${part}`, expected: show(expected), observed: show(observed) });
  };
  const usual = saw.rest === 'any' ? echo : sent;
  const { method = usual.method, path = usual.path, host = usual.host } = saw;
  if (echo.method !== method) report('method', method, echo.method);
  if (echo.path !== path) report('path', path, echo.path);
  if (!isSameHost(echo.host, host)) report('host', host, echo.host);
  mismatches.push(...matchLength(echo.headers, sent.body, who));
  const lines = Object.entries(echo.headers).flatMap(([name, values]) => {
    return values.map((value): [string, string] => [name, value]);
  });
  return [
    ...mismatches,
    ...matchHeaders(`${who} saw header`, lines, saw.headers ?? {}),
    ...matchSeenTls(echo.tls, saw.tls, who),
  ];
}

/** An echo has no body, but tells how long it was announced to be, unless it came in chunks. */
function matchLength(headers: EchoReply['headers'], body: string | undefined, who: string): FieldMismatch[] {
  if (body === undefined) return [];
  const [, [observed] = []] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length') ?? [];
  const expected = `${Buffer.byteLength(body)}`;
  if (observed === undefined || observed === expected) return [];
  return [{ path: `${who} saw a body of bytes`, expected, observed }];
}
