import type { PeerCertificate } from 'node:tls';
import type { BackendTlsPolicy } from '../model/policy.ts';
import type { RouteKindName } from '../model/route.ts';
import type { BackendTls, Certificate } from '../model/served.ts';

/** What decides about TLS to backends. https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicy */
export interface BackendTlsBehaviour {
  /** Orders policies by precedence, the one that prevails first. */
  order(a: BackendTlsPolicy, b: BackendTlsPolicy): number;
  /** Of the policy that names a port and the one for the whole Service, the one that counts. */
  prefer<Policy>(forPort: Policy | undefined, forService: Policy | undefined): Policy | undefined;
  /** Whether the policies of its backends count for a kind of route; bare connections and datagrams are led on as they come. */
  secures(kind: RouteKindName): boolean;
  /** Whether a well-known set of authorities is known. */
  knowsAuthorities(name: string): boolean;
  /** Name that is asked for in the handshake. */
  serverName(tls: BackendTls): string;
  /** Certificates of those who are trusted, PEM, or those that the system trusts. */
  authorities(tls: BackendTls): readonly string[] | 'system';
  /** Whether nobody is asked where a policy cannot be followed. */
  refusesUnsecured: boolean;
  /** Whether the chain must lead to one of the authorities. */
  verifiesChain: boolean;
  /** Why the backend's certificate is not the one that is expected; undefined where it is. */
  checkIdentity(tls: BackendTls, certificate: PeerCertificate): Error | undefined;
  /** The certificate that a Gateway, `namespace/name`, shows to backends. */
  clientCertificate(certificate: Certificate | undefined, gateway: string | undefined): Certificate | undefined;
}
