import { checkServerIdentity } from 'node:tls';
import type { DesiredCondition } from '../model/meta.ts';
import { type Fault, fault } from './types.ts';

/** Connections to backends secured otherwise than their policy says. */
export const policyFaults: readonly Fault[] = [
  fault('backend-tls-not-verified', 'takes any certificate of a backend', 'backendTls', () => ({
    verifiesChain: false,
    checkIdentity: () => undefined,
  })),
  fault('backend-tls-hostname-ignored', 'does not compare the name in a backend’s certificate', 'backendTls', () => ({
    checkIdentity: () => undefined,
  })),
  fault(
    'backend-tls-sni-missing',
    'asks backends for the name of the policy instead of its hostname',
    'backendTls',
    () => ({
      serverName: ({ policy }) => policy.replace('/', '.'),
    }),
  ),
  fault('backend-tls-sni-from-san', 'asks backends for the first alternative name', 'backendTls', ({ serverName }) => ({
    serverName: (tls) => tls.subjectAltNames[0]?.hostname ?? serverName(tls),
  })),
  fault(
    'backend-tls-san-ignored',
    'compares the hostname also where there are alternative names',
    'backendTls',
    () => ({
      checkIdentity: ({ hostname }, certificate) => checkServerIdentity(hostname, certificate),
    }),
  ),
  fault(
    'backend-tls-san-first-only',
    'looks at the first alternative name only',
    'backendTls',
    ({ checkIdentity }) => ({
      checkIdentity: (tls, certificate) =>
        checkIdentity({ ...tls, subjectAltNames: tls.subjectAltNames.slice(0, 1) }, certificate),
    }),
  ),
  fault(
    'backend-tls-san-uri-ignored',
    'knows no alternative names that are URIs',
    'backendTls',
    ({ checkIdentity }) => ({
      checkIdentity: (tls, certificate) => {
        const names = tls.subjectAltNames.filter(({ type }) => type !== 'URI');
        return tls.subjectAltNames.length > 0 && names.length === 0
          ? new Error('no alternative name')
          : checkIdentity({ ...tls, subjectAltNames: names }, certificate);
      },
    }),
  ),
  fault('backend-tls-san-or-hostname', 'takes the hostname for an alternative name', 'backendTls', (right) => ({
    checkIdentity: (tls, certificate) =>
      checkServerIdentity(tls.hostname, certificate) && right.checkIdentity(tls, certificate),
  })),
  fault('backend-tls-newest-policy', 'prefers newer policies to older ones', 'backendTls', ({ order }) => ({
    order: (a, b) => (a.metadata.creationTimestamp === b.metadata.creationTimestamp ? order(a, b) : -order(a, b)),
  })),
  fault(
    'backend-tls-name-reversed',
    'prefers the policy that comes last in the alphabet',
    'backendTls',
    ({ order }) => ({
      order: (a, b) => (a.metadata.creationTimestamp === b.metadata.creationTimestamp ? -order(a, b) : order(a, b)),
    }),
  ),
  fault('backend-tls-service-before-port', 'prefers a policy for a Service to one for its port', 'backendTls', () => ({
    prefer: (forPort, forService) => forService ?? forPort,
  })),
  fault('backend-tls-section-ignored', 'knows no policies for single ports', 'backendTls', () => ({
    prefer: (_forPort, forService) => forService,
  })),
  fault(
    'backend-tls-any-well-known',
    'takes every well-known set of authorities for the system’s',
    'backendTls',
    () => ({
      knowsAuthorities: () => true,
    }),
  ),
  fault('gateway-client-certificate-missing', 'shows no certificate to backends', 'backendTls', () => ({
    clientCertificate: () => undefined,
  })),
  fault('foreign-ancestors-wiped', 'removes the entries of other controllers from policies', 'status', () => ({
    ownsAncestor: () => true,
  })),
  restate('policy-always-accepted', 'says Accepted for every policy', ({ type }) =>
    type === 'Accepted' ? { status: 'True', reason: 'Accepted' } : {},
  ),
  restate('policy-refs-always-resolved', 'says ResolvedRefs for every policy', ({ type }) =>
    type === 'ResolvedRefs' ? { status: 'True', reason: 'ResolvedRefs' } : {},
  ),
  restate('policy-conflicted-as-invalid', 'gives the reason Invalid where policies conflict', ({ reason }) =>
    reason === 'Conflicted' ? { reason: 'Invalid' } : {},
  ),
  restate('policy-unknown-kind-as-invalid', 'gives InvalidCACertificateRef for an unknown kind', ({ reason }) =>
    reason === 'InvalidKind' ? { reason: 'InvalidCACertificateRef' } : {},
  ),
  restate('policy-no-authority-as-invalid', 'gives the reason Invalid where no authority is valid', ({ reason }) =>
    reason === 'NoValidCACertificate' ? { reason: 'Invalid' } : {},
  ),
  restate('policy-observed-generation-stale', 'keeps observedGeneration of policies at 1', () => ({
    observedGeneration: 1,
  })),
];

function restate(
  name: string,
  description: string,
  change: (condition: DesiredCondition) => Partial<DesiredCondition>,
): Fault {
  return fault(name, description, 'status', ({ conditions }) => ({
    conditions: (kind, own) => {
      const right = conditions(kind, own);
      return kind === 'BackendTLSPolicy' ? right.map((condition) => ({ ...condition, ...change(condition) })) : right;
    },
  }));
}
