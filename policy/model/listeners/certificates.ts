import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ClauseId } from '../clauses.ts';
import { isGranted } from '../grants.ts';
import { gatewayGroup, type Listener, type Owner, type Reference, type World } from '../objects.ts';
import type { ModelOptions } from '../options.ts';

/** Why a reference cannot be used: the reasons that the condition may give. */
export interface Unresolved {
  reasons: readonly string[];
  clause: ClauseId;
  detail: string;
}

/** What is wrong with the certificates of a listener, one entry for each reference that cannot be used. */
export function findCertificateFaults(
  world: World,
  owner: Owner,
  listener: Listener,
  options: ModelOptions,
): readonly Unresolved[] {
  const { tls } = listener;
  if (!tls || tls.mode === 'Passthrough') return [];
  return tls.certificateRefs.flatMap((ref) => judgeCertificate(world, owner, ref, options) ?? []);
}

function judgeCertificate(world: World, owner: Owner, ref: Reference, options: ModelOptions): Unresolved | undefined {
  const from = { group: gatewayGroup, kind: owner.kind, namespace: owner.meta.namespace };
  const subject = `${ref.kind} ${ref.namespace}/${ref.name}`;
  const isSecret = ref.group === '' && ref.kind === 'Secret';
  if (!isGranted(world, from, ref)) {
    // Of a kind that nobody knows, either may be said.
    const reasons = isSecret ? ['RefNotPermitted'] : ['RefNotPermitted', 'InvalidCertificateRef'];
    return { reasons, clause: 'listener.not-permitted', detail: `no ReferenceGrant allows ${subject}` };
  }
  const invalid = (detail: string): Unresolved => ({
    reasons: ['InvalidCertificateRef'],
    clause: 'listener.certificate',
    detail,
  });
  if (!isSecret) return invalid(`${subject} is of a kind that holds no certificates`);
  const secret = world.secrets.find(({ meta }) => meta.namespace === ref.namespace && meta.name === ref.name);
  if (!secret && options.certificates === 'assumed') return undefined;
  if (!secret || secret.meta.deleting) return invalid(`${subject} does not exist`);
  const problem = findPemProblem(secret.data['tls.crt'], secret.data['tls.key']);
  return problem === undefined ? undefined : invalid(`${subject}: ${problem}`);
}

function findPemProblem(certificate: string | undefined, key: string | undefined): string | undefined {
  if (certificate === undefined) return 'tls.crt is missing';
  if (key === undefined) return 'tls.key is missing';
  try {
    new X509Certificate(Buffer.from(certificate, 'base64'));
  } catch {
    return 'tls.crt holds no certificate';
  }
  try {
    createPrivateKey(Buffer.from(key, 'base64'));
  } catch {
    return 'tls.key holds no private key';
  }
  return undefined;
}
