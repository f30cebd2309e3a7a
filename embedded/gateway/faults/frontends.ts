import type { DesiredCondition } from '../model/meta.ts';
import { type Fault, fault } from './types.ts';

/** Clients admitted wrongly, and Gateways made otherwise than they say. */
export const frontendFaults: readonly Fault[] = [
  fault('client-certificate-ignored', 'serves clients without a valid certificate', 'frontend', () => ({
    admits: () => true,
  })),
  fault('client-validation-ignored', 'asks no client for a certificate', 'frontend', () => ({
    validationOf: () => undefined,
  })),
  fault('client-validation-per-port-ignored', 'asks at every port for what the default says', 'frontend', () => ({
    validationOf: ({ spec }) => spec.tls?.frontend?.default?.validation,
  })),
  fault('client-validation-default-ignored', 'asks for certificates only at ports that say so', 'frontend', () => ({
    validationOf: ({ spec }, port) =>
      spec.tls?.frontend?.perPort?.find((entry) => entry.port === port)?.tls?.validation,
  })),
  fault('client-fallback-ignored', 'refuses clients that the insecure fallback admits', 'frontend', ({ admits }) => ({
    admits: (validation, isAuthorized) => admits({ ...validation, allowsInvalid: false }, isAuthorized),
  })),
  fault('client-fallback-always', 'takes every validation for one with the insecure fallback', 'frontend', () => ({
    allowsInvalid: () => true,
  })),
  restate('client-fallback-not-told', 'does not tell of the insecure fallback', 'Gateway', ({ type }) =>
    type === 'InsecureFrontendValidationMode' ? undefined : {},
  ),
  restate(
    'client-authority-kind-as-invalid',
    'gives InvalidCACertificateRef for an unknown kind',
    'Listener',
    (right) => (right.reason === 'InvalidCACertificateKind' ? { reason: 'InvalidCACertificateRef' } : {}),
  ),
  restate('client-authority-missing-accepted', 'accepts listeners without a valid authority', 'Listener', (right) =>
    right.reason === 'NoValidCACertificate' ? { status: 'True', reason: 'Accepted' } : {},
  ),
  restate(
    'client-reference-always-resolved',
    'says ResolvedRefs whatever the client certificate',
    'Gateway',
    (right) => (right.reason === 'InvalidClientCertificateRef' ? { status: 'True', reason: 'ResolvedRefs' } : {}),
  ),
  restate(
    'client-reference-as-not-resolved',
    'gives ListenersNotResolved for a client certificate',
    'Gateway',
    (right) => (right.reason === 'InvalidClientCertificateRef' ? { reason: 'ListenersNotResolved' } : {}),
  ),
  restate('parameters-ignored', 'accepts Gateways whose parameters there are not', 'Gateway', ({ reason }) =>
    reason === 'InvalidParameters' ? { status: 'True', reason: 'Accepted' } : {},
  ),
  restate('parameters-as-invalid', 'gives the reason Invalid for unknown parameters', 'Gateway', ({ reason }) =>
    reason === 'InvalidParameters' ? { reason: 'Invalid' } : {},
  ),
  restate('address-type-accepted', 'accepts Gateways with addresses of an unknown type', 'Gateway', ({ reason }) =>
    reason === 'UnsupportedAddress' ? { status: 'True', reason: 'Accepted' } : {},
  ),
  restate('address-not-usable-programmed', 'says Programmed with an address that cannot be used', 'Gateway', (right) =>
    right.reason === 'AddressNotUsable' ? { status: 'True', reason: 'Programmed' } : {},
  ),
  restate(
    'address-not-usable-as-assigned',
    'gives AddressNotAssigned for an address that is not usable',
    'Gateway',
    (right) => (right.reason === 'AddressNotUsable' ? { reason: 'AddressNotAssigned' } : {}),
  ),
  fault('static-address-ignored', 'gives Gateways any address, whatever they ask for', 'serving', () => ({
    requestedAddresses: () => [],
  })),
  fault(
    'infrastructure-labels-missing',
    'does not mark infrastructure with a Gateway’s labels',
    'serving',
    (right) => ({
      infrastructureMetadata: (gateway) => {
        const { spec } = gateway;
        const { labels: _labels, ...infrastructure } = spec.infrastructure ?? {};
        return right.infrastructureMetadata({ ...gateway, spec: { ...spec, infrastructure } });
      },
    }),
  ),
  fault('infrastructure-annotations-missing', 'does not mark infrastructure with annotations', 'serving', (right) => ({
    infrastructureMetadata: (gateway) => ({ ...right.infrastructureMetadata(gateway), annotations: {} }),
  })),
  fault('infrastructure-name-missing', 'does not mark infrastructure with the Gateway’s name', 'serving', () => ({
    infrastructureMetadata: ({ spec }) => ({
      labels: spec.infrastructure?.labels ?? {},
      annotations: spec.infrastructure?.annotations ?? {},
    }),
  })),
  fault('misdirected-served', 'serves requests that came by a connection for another listener', 'answers', () => ({
    misdirected: 200,
  })),
  fault('misdirected-404', 'answers 404 to requests that came by a connection for another listener', 'answers', () => ({
    misdirected: 404,
  })),
];

function restate(
  name: string,
  description: string,
  kind: 'Gateway' | 'Listener',
  change: (condition: DesiredCondition) => Partial<DesiredCondition> | undefined,
): Fault {
  return fault(name, description, 'status', ({ conditions }) => ({
    conditions: (written, own) => {
      const right = conditions(written, own);
      if (written !== kind) return right;
      return right.flatMap((condition) => {
        const changed = change(condition);
        return changed ? [{ ...condition, ...changed }] : [];
      });
    },
  }));
}
