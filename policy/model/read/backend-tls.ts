import type { BackendTlsPolicy } from '../objects.ts';
import { readMeta, readReference } from './meta.ts';
import type { Node } from './node.ts';

export function readBackendTlsPolicy(object: Node): BackendTlsPolicy {
  const meta = readMeta(object, true);
  const spec = object.get('spec');
  const validation = spec.get('validation');
  return {
    meta,
    targets: spec
      .get('targetRefs')
      .list()
      .map((target) => ({
        group: target.get('group').text(''),
        kind: target.get('kind').text(),
        name: target.get('name').text(),
        section: target.get('sectionName').optionalText() || undefined,
      })),
    authorities: validation
      .get('caCertificateRefs')
      .list()
      .map((ref) => readReference(ref, { group: '', kind: 'ConfigMap', namespace: meta.namespace })),
    wellKnown: validation.get('wellKnownCACertificates').optionalText() || undefined,
    hostname: validation.get('hostname').text(),
    subjectAltNames: validation
      .get('subjectAltNames')
      .list()
      .map((name) => ({
        type: name.get('type').text(),
        value: name.get('hostname').text('') || name.get('uri').text(''),
      })),
  };
}
