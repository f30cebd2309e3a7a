import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { TlsDetails } from './sockets.ts';

/** The certificate must be of the run's authority, for the name that was asked for. */
export function matchCertificate(tls: TlsDetails | undefined, sni: string): FieldMismatch[] {
  const path = 'tls.certificate';
  if (!tls) return [{ path, expected: 'TLS', observed: 'plain text' }];
  const names = tls.subjectAltNames.join(', ') || 'no names';
  const covered = sni === '' || coversName(tls.subjectAltNames, sni);
  if (tls.authorized && covered) return [];
  const why = tls.authorized ? '' : ` (${tls.authorizationError ?? 'not verified'})`;
  const expected = sni === '' ? 'one that verifies' : `one that verifies for ${show(sni)}`;
  return [{ path, expected, observed: `one for ${names}${why}` }];
}

/** Whether one of `DNS:name` covers the server name; a wildcard stands for one whole label (RFC 9525 section 6.3). */
export function coversName(subjectAltNames: readonly string[], serverName: string): boolean {
  const name = serverName.toLowerCase();
  const dot = name.indexOf('.');
  return subjectAltNames.some((subject) => {
    if (!subject.startsWith('DNS:')) return false;
    const pattern = subject.slice('DNS:'.length).toLowerCase();
    return pattern.startsWith('*.') ? dot > 0 && name.slice(dot) === pattern.slice(1) : pattern === name;
  });
}
