import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { GrantPolicy } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import type { Listener } from '../model/gateway.ts';
import type { Model } from '../model/model.ts';
import type { ObjectRef } from '../model/reference.ts';
import type { Certificate } from '../model/served.ts';
import { isPermitted } from './grants.ts';

/** What a reference comes from. */
export interface ReferringObject {
  kind: string;
  namespace: string;
}

export interface CertificateVerdict {
  certificates: readonly Certificate[];
  /** First thing that is wrong; certificates that are right are still used. */
  problem?: { reason: 'RefNotPermitted' | 'InvalidCertificateRef'; message: string };
}

/** Follows a listener's certificateRefs. https://gateway-api.sigs.k8s.io/reference/spec/#listenertlsconfig */
export function resolveCertificates(
  model: Model,
  owner: ReferringObject,
  listener: Listener,
  policy: GrantPolicy,
): CertificateVerdict {
  const refs = listener.tls?.certificateRefs ?? [];
  if (refs.length === 0) {
    return { certificates: [], problem: invalid('spec.tls.certificateRefs of the listener names no certificate') };
  }
  const results = refs.map((ref) => resolveCertificate(model, owner, ref, policy));
  const problem = results.find((result) => 'reason' in result);
  const certificates = results.filter((result): result is Certificate => 'certificate' in result);
  return problem && 'reason' in problem ? { certificates, problem } : { certificates };
}

type Problem = NonNullable<CertificateVerdict['problem']>;

/** Follows a reference to a key pair. */
export function resolveCertificate(
  model: Model,
  owner: ReferringObject,
  ref: ObjectRef,
  policy: GrantPolicy,
): Certificate | Problem {
  const group = ref.group ?? '';
  const kind = ref.kind ?? 'Secret';
  if (group !== '' || kind !== 'Secret')
    return invalid(`Certificates come from Secrets, not from ${kind} of "${group}"`);
  const namespace = ref.namespace ?? owner.namespace;
  const reference = {
    from: { group: gatewayGroup, kind: owner.kind, namespace: owner.namespace },
    to: { group, kind, namespace, name: ref.name },
  };
  const key = `${namespace}/${ref.name}`;
  if (!isPermitted(model.grants.values(), reference, policy)) {
    return { reason: 'RefNotPermitted', message: `No ReferenceGrant in ${namespace} permits the Secret ${key}` };
  }
  const secret = model.secrets.get(key);
  if (!secret) return invalid(`Secret ${key} does not exist`);
  return readKeyPair(secret.data ?? {}) ?? invalid(`Secret ${key} holds no valid tls.crt and tls.key`);
}

function invalid(message: string): Problem {
  return { reason: 'InvalidCertificateRef', message };
}

/** Parsing a key pair costs about a millisecond, and every reconcile asks. */
const parsed = new Map<string, Certificate | undefined>();

function readKeyPair(data: Record<string, string>): Certificate | undefined {
  const certificate = decode(data['tls.crt']);
  const privateKey = decode(data['tls.key']);
  const cacheKey = `${certificate}\n${privateKey}`;
  if (!parsed.has(cacheKey)) {
    if (parsed.size > 500) parsed.clear();
    parsed.set(cacheKey, belongTogether(certificate, privateKey) ? { certificate, privateKey } : undefined);
  }
  return parsed.get(cacheKey);
}

function belongTogether(certificate: string, privateKey: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}

function decode(text: string | undefined): string {
  return Buffer.from(text ?? '', 'base64').toString('utf8');
}
