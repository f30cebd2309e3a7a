import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { CertificateExpectation, TlsAnswerExpectation, TlsExpectation } from '../../scenario/traffic/tls.ts';
import { describeAnswer, labelsOf, matchBackend, nameBackend } from '../common/backends.ts';
import { coversName } from '../common/certificate.ts';
import { matchNoAnswer, showError } from '../common/refused.ts';
import { matchSeenTls } from '../common/seen-tls.ts';
import type { TlsDetails } from '../common/sockets.ts';
import type { MatchContext } from '../types.ts';
import type { TlsExchange } from './client.ts';

export function matchTls(exchange: TlsExchange, expect: TlsExpectation, context: MatchContext): FieldMismatch[] {
  const { request, tls, error } = exchange;
  if ('connection' in expect) return matchNoAnswer(describeCame(exchange, context), error);
  if (!tls) return [{ path: 'tls', expected: 'a handshake', observed: showError(error) }];
  return [
    ...matchPresented(tls, expect.certificate ?? {}, request.sni),
    ...matchAlpn(tls, expect.alpn),
    ...('backend' in expect || 'oneOf' in expect ? matchInside(exchange, expect, context) : []),
  ];
}

/** What came inside; a handshake alone is an answer where nothing more was asked for. */
function describeCame(
  { request, response, lines, backend, error }: TlsExchange,
  { backends }: MatchContext,
): string | undefined {
  const by = backend ? ` by ${nameBackend(backend, backends)}` : '';
  if (response) return `an answer with ${response.status}${by}`;
  if (lines) return `${lines.length} lines${by}`;
  return error || request.http || request.lines ? undefined : 'a handshake that succeeded';
}

function matchInside(
  { backend, backendTls, seenTls, response, lines, error }: TlsExchange,
  expect: TlsAnswerExpectation,
  { backends }: MatchContext,
): FieldMismatch[] {
  if (error) return [{ path: 'answer', expected: describeAnswer(expect), observed: showError(error) }];
  const wrong = matchBackend(backend, response?.body ?? lines?.join('\n') ?? '', labelsOf(expect), backends);
  if (wrong.length > 0) return wrong;
  const ended = backendTls ? 'backend' : 'gateway';
  const seen = matchSeenTls(seenTls, expect.saw?.tls);
  if (expect.terminatedBy === undefined || expect.terminatedBy === ended) return seen;
  return [...seen, { path: 'tls.terminatedBy', expected: `the ${expect.terminatedBy}`, observed: `the ${ended}` }];
}

function matchPresented(
  tls: TlsDetails,
  { names, verifies = true }: CertificateExpectation,
  sni: string,
): FieldMismatch[] {
  const path = 'tls.certificate';
  const presented = tls.subjectAltNames.join(', ') || 'no names';
  const wanted = names ?? (sni === '' ? [] : [sni]);
  const lacking = wanted.filter((name) => !isAmong(name, tls.subjectAltNames));
  // Of a wildcard's name the client says that it does not match the server name, which the names have told already.
  const verified = tls.authorized || (names !== undefined && tls.authorizationError === 'ERR_TLS_CERT_ALTNAME_INVALID');
  if (lacking.length === 0 && (verified || !verifies)) return [];
  const why = tls.authorized || !verifies ? '' : ` (${tls.authorizationError ?? 'not verified'})`;
  const whose = wanted.length > 0 ? ` for ${wanted.map(show).join(', ')}` : '';
  return [{ path, expected: `one${verifies ? ' that verifies' : ''}${whose}`, observed: `one for ${presented}${why}` }];
}

/** A name as it is written in the certificate, or one that a wildcard of it covers. */
function isAmong(name: string, subjectAltNames: readonly string[]): boolean {
  return subjectAltNames.includes(`DNS:${name}`) || coversName(subjectAltNames, name);
}

function matchAlpn({ alpn }: TlsDetails, wanted: string | undefined): FieldMismatch[] {
  if (wanted === undefined || alpn === wanted) return [];
  return [{ path: 'tls.alpn', expected: wanted || 'none', observed: alpn || 'none' }];
}
