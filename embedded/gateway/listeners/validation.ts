import type { Behaviour } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import type { ClientValidation, Gateway, Listener } from '../model/gateway.ts';
import { namespaceOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { ServedValidation } from '../model/served.ts';
import { type CaProblem, resolveCaCertificates } from '../references/ca.ts';
import { isPermitted } from '../references/grants.ts';
import { refuse, type Verdict } from './types.ts';

/** How clients of a listener are validated, and what is wrong with that. */
export interface ValidationVerdict {
  validation?: ServedValidation;
  /** Why some reference could not be followed. */
  unresolved?: Verdict;
  /** Why the listener cannot be served at all. */
  refused?: Verdict;
}

const reasons: Readonly<Record<CaProblem['kind'], string>> = {
  invalid: 'InvalidCACertificateRef',
  unknownKind: 'InvalidCACertificateKind',
  notPermitted: 'RefNotPermitted',
};

/** https://gateway-api.sigs.k8s.io/reference/spec/#frontendtlsvalidation */
export function validateClients(
  model: Model,
  gateway: Gateway,
  { protocol, port }: Listener,
  { frontend, grants }: Behaviour,
): ValidationVerdict {
  const asked = protocol === 'HTTPS' ? frontend.validationOf(gateway, port) : undefined;
  if (!asked) return {};
  const from = { group: gatewayGroup, kind: 'Gateway', namespace: namespaceOf(gateway) };
  const { certificates, problems } = resolveCaCertificates(model, asked.caCertificateRefs, namespaceOf(gateway), (to) =>
    isPermitted(model.grants.values(), { from, to }, grants),
  );
  const [problem] = problems;
  const authorities = frontend.authorities(gateway, port, certificates);
  const validation = { authorities, allowsInvalid: frontend.allowsInvalid(asked) };
  return {
    ...(certificates.length > 0 ? { validation } : {}),
    ...(problem ? { unresolved: refuse(reasons[problem.kind], problem.message) } : {}),
    ...(certificates.length === 0 ? { refused: refuse('NoValidCACertificate', 'No authority could be found') } : {}),
  };
}

/** What a port says counts in place of the default, also where it asks for nothing. */
export function validationOf({ spec }: Gateway, port: number): ClientValidation | undefined {
  const frontend = spec.tls?.frontend;
  const own = frontend?.perPort?.find((entry) => entry.port === port);
  return own ? own.tls?.validation : frontend?.default?.validation;
}

/** Whether clients without a valid certificate are served too, at some port. */
export function hasInsecureFallback(
  { spec }: Gateway,
  allowsInvalid: (validation: ClientValidation) => boolean,
): boolean {
  const frontend = spec.tls?.frontend;
  const all = [frontend?.default?.validation, ...(frontend?.perPort ?? []).map(({ tls }) => tls?.validation)];
  return all.some((validation) => validation !== undefined && allowsInvalid(validation));
}
