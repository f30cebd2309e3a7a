import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { SubjectAltName } from '../model/policy.ts';
import type { BackendTls } from '../model/served.ts';

/**
 * The certificate must be for the hostname or, where there are any, for one of the subject alternative names
 * (https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyvalidation).
 */
export function checkIdentity(
  { hostname, subjectAltNames }: BackendTls,
  certificate: PeerCertificate,
): Error | undefined {
  if (subjectAltNames.length === 0) return checkServerIdentity(hostname, certificate);
  if (subjectAltNames.some((name) => matchesName(name, certificate))) return undefined;
  return new Error(`the certificate is for ${certificate.subjectaltname ?? 'no name'}, which the policy does not list`);
}

function matchesName({ type, hostname, uri }: SubjectAltName, certificate: PeerCertificate): boolean {
  const names = (certificate.subjectaltname ?? '').split(', ');
  if (type === 'URI') return uri !== undefined && names.includes(`URI:${uri}`);
  if (type !== 'Hostname' || hostname === undefined) return false;
  // A listed name may be a wildcard itself: any name below it will do.
  if (hostname.startsWith('*.'))
    return names.some((name) => name.startsWith('DNS:') && name.endsWith(hostname.slice(1)));
  return checkServerIdentity(hostname, certificate) === undefined;
}
