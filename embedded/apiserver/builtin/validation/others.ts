import { invalidField } from '../../../../apimachinery/errors/field.ts';
import { getString } from '../../../../apimachinery/json.ts';
import type { FieldError, KubeObject } from '../../../../apimachinery/types.ts';
import { checkNotNegative, readObject } from './values.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/ */
export function validateLease(object: KubeObject): FieldError[] {
  const { leaseDurationSeconds: seconds, leaseTransitions } = readObject(object, 'spec');
  const isShort = typeof seconds === 'number' && seconds <= 0;
  return [
    ...(isShort ? [invalidField('spec.leaseDurationSeconds', seconds, 'must be greater than 0')] : []),
    ...checkNotNegative('spec.leaseTransitions', leaseTransitions),
  ];
}

/** An event is in the namespace of what it is about; about what has none it is in `default`. */
export function validateEvent(object: KubeObject): FieldError[] {
  const about = getString(object, 'involvedObject', 'namespace');
  const { namespace = '' } = object.metadata;
  const isFit = about === '' ? namespace === 'default' || namespace === 'kube-system' : about === namespace;
  return isFit ? [] : [invalidField('involvedObject.namespace', about, 'does not match event.namespace')];
}

/** A namespace is terminating while it is being deleted, and only then. */
export function validateNamespaceStatus(object: KubeObject): FieldError[] {
  const phase = getString(object, 'status', 'phase');
  const wanted = object.metadata.deletionTimestamp ? 'Terminating' : 'Active';
  if (phase === wanted) return [];
  const when = wanted === 'Active' ? 'empty' : 'not empty';
  return [invalidField('status.Phase', phase, `may only be '${wanted}' if \`deletionTimestamp\` is ${when}`)];
}
