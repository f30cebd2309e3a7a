import type { HttpExchange } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { show } from './format.ts';

/** An https answer must come with a certificate of the run's authority for the name that was asked for. */
export function matchTls({ request, response }: HttpExchange): FieldMismatch[] {
  if (request.scheme !== 'https' || !response) return [];
  const path = 'tls.certificate';
  const { tls } = response;
  if (!tls) return [{ path, expected: 'TLS', observed: 'plain text' }];
  const names = tls.subjectAltNames.join(', ') || 'no names';
  const covered = request.sni === '' || tls.subjectAltNames.some((name) => coversName(name, request.sni));
  if (tls.authorized && covered) return [];
  const why = tls.authorized ? '' : ` (${tls.authorizationError ?? 'not verified'})`;
  const expected = request.sni === '' ? 'one that verifies' : `one that verifies for ${show(request.sni)}`;
  return [{ path, expected, observed: `one for ${names}${why}` }];
}

/** Whether `DNS:name` covers the server name; a wildcard stands for one whole label (RFC 9525 section 6.3). */
function coversName(subjectAltName: string, serverName: string): boolean {
  if (!subjectAltName.startsWith('DNS:')) return false;
  const pattern = subjectAltName.slice('DNS:'.length).toLowerCase();
  const name = serverName.toLowerCase();
  if (!pattern.startsWith('*.')) return pattern === name;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot) === pattern.slice(1);
}
