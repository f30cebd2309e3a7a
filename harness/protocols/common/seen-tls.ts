import { X509Certificate } from 'node:crypto';
import { isRecord } from '../../common/guards.ts';
import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { BackendTlsSaw } from '../../scenario/traffic/common.ts';

/** TLS of a connection to a backend, as the backend tells. */
export interface SeenTls {
  /** Empty: it was asked for none. */
  serverName: string;
  /** PEM of the client's certificates, its own first. */
  peerCertificates: readonly string[];
}

/** The `tls` of an echo backend's JSON; undefined where it was spoken to in the clear. */
export function readSeenTls(value: unknown): SeenTls | undefined {
  // The official echo server gives an empty object for none.
  if (!isRecord(value) || Object.keys(value).length === 0) return undefined;
  const { serverName, peerCertificates } = value;
  const certificates: readonly unknown[] = Array.isArray(peerCertificates) ? peerCertificates : [];
  return {
    serverName: typeof serverName === 'string' ? serverName : '',
    peerCertificates: certificates.filter((one) => typeof one === 'string'),
  };
}

/** The same for people. */
export function describeSeenTls(saw: BackendTlsSaw | null | undefined): string[] {
  if (saw === undefined) return [];
  if (saw === null) return ['no TLS'];
  const { sni, clientCertificate: shown } = saw;
  return [
    `TLS${sni === undefined ? '' : ` for ${sni}`}`,
    ...(shown === undefined ? [] : [shown === null ? 'no client certificate' : `a client certificate for ${shown}`]),
  ];
}

/** What the backend saw of TLS must be this; undefined: anything. */
export function matchSeenTls(
  seen: SeenTls | undefined,
  saw: BackendTlsSaw | null | undefined,
  who = 'backend',
): FieldMismatch[] {
  if (saw === undefined) return [];
  const path = `${who} saw TLS`;
  if (saw === null) return seen ? [{ path, expected: 'none', observed: `a connection for ${nameOf(seen)}` }] : [];
  if (!seen) return [{ path, expected: 'a connection over TLS', observed: 'one in the clear' }];
  const { sni, clientCertificate } = saw;
  return [
    ...(sni === undefined || sni.toLowerCase() === seen.serverName.toLowerCase()
      ? []
      : [{ path: `${path} server name`, expected: show(sni), observed: nameOf(seen) }]),
    ...(clientCertificate === undefined ? [] : matchShown(`${path} client certificate`, seen, clientCertificate)),
  ];
}

function matchShown(path: string, { peerCertificates }: SeenTls, wanted: string | null): FieldMismatch[] {
  const [own] = peerCertificates;
  const names = own === undefined ? [] : listNames(own);
  if (wanted === null ? own === undefined : names.includes(`DNS:${wanted}`)) return [];
  const expected = wanted === null ? 'none' : `one for ${show(wanted)}`;
  return [{ path, expected, observed: own === undefined ? 'none' : `one for ${names.join(', ') || 'no names'}` }];
}

function listNames(pem: string): readonly string[] {
  try {
    return new X509Certificate(pem).subjectAltName?.split(', ') ?? [];
  } catch {
    return [];
  }
}

function nameOf({ serverName }: SeenTls): string {
  return serverName === '' ? 'no server name' : show(serverName);
}
