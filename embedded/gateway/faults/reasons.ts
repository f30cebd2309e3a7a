import type { ObjectKind } from '../behaviour/status.ts';
import { type Fault, fault } from './types.ts';

/** Conditions with another reason than the specification's. */
export const reasonFaults: readonly Fault[] = [
  rename('HTTPRoute', 'BackendNotFound', 'InvalidKind'),
  rename('HTTPRoute', 'RefNotPermitted', 'BackendNotFound'),
  rename('HTTPRoute', 'InvalidKind', 'BackendNotFound'),
  rename('HTTPRoute', 'NoMatchingListenerHostname', 'NotAllowedByListeners'),
  rename('HTTPRoute', 'NotAllowedByListeners', 'NoMatchingParent'),
  rename('HTTPRoute', 'NoMatchingParent', 'NotAllowedByListeners'),
  ...(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const).flatMap((kind) => [
    rename(kind, 'BackendNotFound', 'InvalidKind'),
    rename(kind, 'RefNotPermitted', 'BackendNotFound'),
  ]),
  rename('Listener', 'InvalidCertificateRef', 'RefNotPermitted'),
  rename('Listener', 'RefNotPermitted', 'InvalidCertificateRef'),
  rename('Listener', 'UnsupportedProtocol', 'UnsupportedValue'),
  rename('Listener', 'InvalidRouteKinds', 'InvalidCertificateRef'),
  rename('Gateway', 'ListenersNotValid', 'Invalid'),
];

function rename(kind: ObjectKind, right: string, wrong: string): Fault {
  const dashed = `${kind}${right}`.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return fault(
    `reason-${dashed}`,
    `gives the reason ${wrong} where ${right} is due in a ${kind}`,
    'status',
    (policy) => ({
      reason: (written, type, reason) =>
        written === kind && reason === right ? wrong : policy.reason(written, type, reason),
    }),
  );
}
