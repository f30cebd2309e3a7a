import { X509Certificate } from 'node:crypto';
import type { BackendTls } from '../answer.ts';
import type { ClauseId } from '../clauses.ts';
import { findService } from '../model.ts';
import { type BackendTlsPolicy, compareAge, nameOf, type Reference, type Service, type World } from '../objects.ts';
import type { ModelOptions } from '../options.ts';

/** What a policy does for the port of a Service. */
export type TlsEffect =
  | { state: 'plain' }
  | { state: 'tls'; tls: BackendTls }
  /** Connections fail, and clients get an error. */
  | { state: 'broken'; clause: ClauseId }
  /** What it asks for is specific to the implementation. */
  | { state: 'unknown'; clause: ClauseId };

/** Why a CA certificate cannot be used, with the reason that ResolvedRefs gives. */
export interface AuthorityFault {
  reason: 'InvalidCACertificateRef' | 'InvalidKind';
  detail: string;
}

/** How the Gateway speaks with a port of a Service. */
export function effectOn(world: World, service: Service, portName: string, { features }: ModelOptions): TlsEffect {
  if (!features.has('BackendTLSPolicy')) return { state: 'plain' };
  const policy =
    policiesFor(world, service, portName)[0] ??
    (portName === '' ? undefined : policiesFor(world, service, undefined)[0]);
  if (!policy) return { state: 'plain' };
  if (isImplementationSpecific(policy)) return { state: 'unknown', clause: 'policy.authority' };
  if (findAuthorityFaults(world, policy).length > 0) return { state: 'broken', clause: 'policy.authority' };
  return { state: 'tls', tls: { serverName: policy.hostname, policy: nameOf(policy) } };
}

/** Policies for one and the same target, the one that counts first. */
export function policiesFor(world: World, { meta }: Service, section: string | undefined): readonly BackendTlsPolicy[] {
  return world.policies
    .filter((policy) => !policy.meta.deleting && policy.meta.namespace === meta.namespace)
    .filter(({ targets }) => targets.some((target) => isTarget(target, meta.name) && target.section === section))
    .sort(compareAge);
}

function isTarget({ group, kind, name }: BackendTlsPolicy['targets'][number], service: string): boolean {
  return group === '' && kind === 'Service' && name === service;
}

/** Whether another policy goes before this one at each of its targets. */
export function isConflicted(world: World, policy: BackendTlsPolicy): boolean {
  const services = targetsOf(world, policy);
  return (
    services.length > 0 && services.every(({ service, section }) => policiesFor(world, service, section)[0] !== policy)
  );
}

/** The Services of a policy that exist, with the sections of them. */
export function targetsOf(
  world: World,
  { meta, targets }: BackendTlsPolicy,
): readonly { service: Service; section: string | undefined }[] {
  return targets.flatMap(({ group, kind, name, section }) => {
    const service = findService(world, { namespace: meta.namespace, name });
    return group === '' && kind === 'Service' && service ? [{ service, section }] : [];
  });
}

/** Whether how it is taken is for the implementation to say. */
export function isImplementationSpecific({
  authorities,
  wellKnown,
  targets,
  subjectAltNames,
}: BackendTlsPolicy): boolean {
  const isOther = ({ kind }: Reference) => kind === 'Secret' || kind === 'ClusterTrustBundle';
  return (
    wellKnown !== undefined ||
    authorities.length !== 1 ||
    authorities.some(isOther) ||
    targets.length !== 1 ||
    subjectAltNames.length > 0
  );
}

/** One entry for each CA certificate that cannot be used. */
export function findAuthorityFaults(world: World, { authorities }: BackendTlsPolicy): readonly AuthorityFault[] {
  return authorities.flatMap((ref): AuthorityFault[] => {
    const subject = `${ref.kind} ${ref.namespace}/${ref.name}`;
    if (ref.group !== '' || ref.kind !== 'ConfigMap')
      return [{ reason: 'InvalidKind', detail: `${subject} is of a kind that holds no CA certificates` }];
    const fault = (detail: string): AuthorityFault[] => [{ reason: 'InvalidCACertificateRef', detail }];
    const found = world.configMaps.find(({ meta }) => meta.namespace === ref.namespace && meta.name === ref.name);
    if (!found || found.meta.deleting) return fault(`${subject} does not exist`);
    const text = found.data['ca.crt'];
    if (text === undefined) return fault(`${subject} has no ca.crt`);
    return isCertificate(text) ? [] : fault(`ca.crt of ${subject} holds no certificate`);
  });
}

function isCertificate(text: string): boolean {
  try {
    new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}
