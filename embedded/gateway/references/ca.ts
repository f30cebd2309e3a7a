import { X509Certificate } from 'node:crypto';
import type { Model } from '../model/model.ts';
import type { ObjectRef } from '../model/reference.ts';

/** Why a reference to certificates of authorities cannot be used. */
export interface CaProblem {
  kind: 'invalid' | 'unknownKind' | 'notPermitted';
  message: string;
}

/** Certificates of authorities, PEM. */
export interface CaVerdict {
  certificates: readonly string[];
  problems: readonly CaProblem[];
}

/** Follows references to ConfigMaps and ClusterTrustBundles; each as far as it may be followed. */
export function resolveCaCertificates(
  model: Model,
  refs: readonly ObjectRef[],
  namespace: string,
  isPermitted: (to: { group: string; kind: string; namespace: string; name: string }) => boolean = () => true,
): CaVerdict {
  const results = refs.map((ref): string | CaProblem => {
    const { group = '', kind = 'ConfigMap', name } = ref;
    if (group === 'certificates.k8s.io' && kind === 'ClusterTrustBundle') {
      return read(model.trustBundles.get(name)?.spec?.trustBundle, `ClusterTrustBundle ${name}`, 'trustBundle');
    }
    if (group !== '' || kind !== 'ConfigMap') {
      return { kind: 'unknownKind', message: `caCertificateRefs may name ConfigMaps, not ${kind} of "${group}"` };
    }
    const target = { group, kind, namespace: ref.namespace ?? namespace, name };
    const key = `${target.namespace}/${name}`;
    if (!isPermitted(target)) {
      const message = `No ReferenceGrant in ${target.namespace} permits the ConfigMap ${key}`;
      return { kind: 'notPermitted', message };
    }
    const object = model.configMaps.get(key);
    if (!object) return { kind: 'invalid', message: `ConfigMap ${key} does not exist` };
    return read(object.data?.['ca.crt'], `ConfigMap ${key}`, 'ca.crt');
  });
  return {
    certificates: results.flatMap((result) => (typeof result === 'string' ? [result] : [])),
    problems: results.flatMap((result) => (typeof result === 'string' ? [] : [result])),
  };
}

function read(text: string | undefined, object: string, field: string): string | CaProblem {
  if (text === undefined) return { kind: 'invalid', message: `${object} does not exist or has no ${field}` };
  if (isCertificateBundle(text)) return text;
  return { kind: 'invalid', message: `${field} of ${object} holds no valid certificate` };
}

const checked = new Map<string, boolean>();

/** Whether a text is one or more certificates in PEM. */
function isCertificateBundle(text: string): boolean {
  const known = checked.get(text);
  if (known !== undefined) return known;
  if (checked.size > 500) checked.clear();
  const result = parses(text);
  checked.set(text, result);
  return result;
}

function parses(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    return blocks.length > 0;
  } catch {
    return false;
  }
}
