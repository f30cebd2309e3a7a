import { createAuthority } from '../../harness/run/certificates/index.ts';
import type { Place } from '../../policy/generate/index.ts';

/** A place without a cluster: pods that nobody connects to. */
export async function createPlace(): Promise<Place> {
  const authority = await createAuthority();
  const ports = { http: 3000, grpc: 3001, tls: 3443, tcp: 3002, udp: 3003 };
  return {
    domain: 'case.example.com',
    namespaces: ['case-a', 'case-b', 'case-c'],
    gatewayClassName: 'own',
    pods: [1, 2, 3, 4].map((number) => ({ address: `10.0.0.${number}`, port: ports.http, ports })),
    authority: authority.certificate,
    certificate: await authority.issue(['*.example.com']),
  };
}
