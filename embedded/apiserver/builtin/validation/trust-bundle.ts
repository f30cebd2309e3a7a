import { X509Certificate } from 'node:crypto';
import { invalidField } from '../../../../apimachinery/errors/field.ts';
import { getString } from '../../../../apimachinery/json.ts';
import { checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, KubeObject } from '../../../../apimachinery/types.ts';

const BLOCK = /-----BEGIN ([^-]*)-----[\s\S]*?-----END \1-----/g;

/**
 * Certificates of authorities for the whole cluster. The name of a bundle that belongs to a signer begins with the signer's.
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/cluster-trust-bundle-v1beta1/
 */
export function validateTrustBundle(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const [signer, was] = [object, old ?? object].map((one) => getString(one, 'spec', 'signerName'));
  const fault = checkName(object.metadata.name ?? '', signer ?? '');
  return [
    ...(fault === undefined ? [] : [invalidField('metadata.name', object.metadata.name, fault)]),
    ...(signer === was ? [] : [invalidField('spec.signerName', signer, 'field is immutable')]),
    ...checkBundle(getString(object, 'spec', 'trustBundle')),
  ];
}

function checkName(name: string, signer: string): string | undefined {
  const prefix = signer && `${signer.replaceAll('/', ':')}:`;
  if (!name.startsWith(prefix)) {
    return `ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`;
  }
  if (!signer && name.includes(':')) return 'ClusterTrustBundle without signer name must not have ":" in its name';
  return checkSubdomain(name.slice(prefix.length));
}

function checkBundle(text: string): FieldError[] {
  const blocks = [...text.matchAll(BLOCK)];
  const faults = blocks.flatMap(([block, type = ''], index) => {
    if (type !== 'CERTIFICATE') return [`entry ${index} has bad block type: ${type}`];
    return isCertificate(block) ? [] : [`entry ${index} does not parse as X.509`];
  });
  if (blocks.length === 0) faults.push('at least one trust anchor must be provided');
  return faults.map((fault) => invalidField('spec.trustBundle', '<value omitted>', fault));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
