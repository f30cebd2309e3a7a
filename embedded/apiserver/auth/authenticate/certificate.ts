import type { TLSSocket } from 'node:tls';
import { CREDENTIAL_ID, type User } from '../../../../apimachinery/access/user.ts';
import type { Request } from '../../server/messages.ts';

interface CertificateUser {
  user: User;
  /** Milliseconds since 1970. */
  notAfter: number;
}

/** What a connection's certificate says; a connection keeps it. */
const known = new WeakMap<object, CertificateUser | 'none' | 'wrong'>();

/**
 * The user of a client certificate: CN is the name, each O a group. Undefined without a certificate; `error` for one that
 * the cluster's authority did not sign, or whose time is over.
 */
export function readCertificateUser(request: Request): { user: User } | { error: string } | undefined {
  const socket = findSocket(request);
  if (!socket) return undefined;
  const found = known.get(socket) ?? inspect(socket);
  known.set(socket, found);
  if (found === 'none') return undefined;
  if (found === 'wrong' || Date.now() > found.notAfter) return { error: 'the client certificate is not valid' };
  return { user: found.user };
}

function findSocket(request: Request): TLSSocket | undefined {
  const socket = ('stream' in request ? request.stream?.session?.socket : request.socket) as TLSSocket | undefined;
  // That of an HTTP/2 session is a proxy, which has no fields to ask for with `in`.
  return typeof socket?.getPeerCertificate === 'function' ? socket : undefined;
}

function inspect(socket: TLSSocket): CertificateUser | 'none' | 'wrong' {
  const certificate = socket.getPeerCertificate();
  if (!certificate || Object.keys(certificate).length === 0) return 'none';
  const username = first(certificate.subject?.CN);
  if (!socket.authorized || username === undefined) return 'wrong';
  const uid = first((certificate.subject as unknown as Record<string, Text>)[UID_OID]);
  const id = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  const user: User = {
    username,
    ...(uid && { uid }),
    groups: list(certificate.subject.O),
    extra: { [CREDENTIAL_ID]: [`X509SHA256=${id}`] },
  };
  return { user, notAfter: Date.parse(certificate.valid_to) };
}

type Text = string | readonly string[] | undefined;

/** Kubernetes' own attribute for a user's uid. */
const UID_OID = '1.3.6.1.4.1.57683.2';

function list(value: Text): string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : [...value];
}

function first(value: Text): string | undefined {
  return list(value)[0];
}
