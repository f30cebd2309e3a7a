import { type ConnectionOptions, rootCertificates } from 'node:tls';
import type { BackendTlsBehaviour } from '../../behaviour/backend-tls.ts';
import type { BackendTls, Certificate } from '../../model/served.ts';

/** What Node is told of a connection to a backend that is secured by a policy. */
export function secureOptions(
  tls: BackendTls,
  certificate: Certificate | undefined,
  behaviour: BackendTlsBehaviour,
): ConnectionOptions {
  const authorities = behaviour.authorities(tls);
  return {
    servername: behaviour.serverName(tls),
    ca: authorities === 'system' ? [...rootCertificates] : [...authorities],
    checkServerIdentity: (_name, peer) => (tls.isUnverified ? undefined : behaviour.checkIdentity(tls, peer)),
    rejectUnauthorized: behaviour.verifiesChain && !tls.isUnverified,
    ...(certificate ? { cert: certificate.certificate, key: certificate.privateKey } : {}),
  };
}

/** Names the security of a connection: connections of another name must not be used in its stead. */
export function nameSecurity(tls: BackendTls | undefined, certificate: Certificate | undefined): string {
  return tls ? JSON.stringify([tls, certificate?.certificate]) : '';
}
