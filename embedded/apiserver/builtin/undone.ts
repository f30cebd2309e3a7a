import { listObjects } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';

const TOKEN = 'kubernetes.io/service-account-token';
const POD_SECURITY = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/;

/** What a real cluster would do for this object and this one does not; one sentence for each. */
function describeUndone(object: KubeObject): string[] {
  const { kind, metadata, webhooks } = object;
  switch (kind) {
    case 'MutatingWebhookConfiguration':
    case 'ValidatingWebhookConfiguration':
      return listObjects(webhooks).map(
        ({ name }) => `this API server calls no webhooks: ${String(name)} is stored only`,
      );
    case 'Secret':
      return object.type === TOKEN
        ? ['this API server writes no tokens into Secrets: use kubectl create token, or what a pod mounts']
        : [];
    case 'Namespace':
      return Object.entries(metadata.labels ?? {})
        .filter(([label, level]) => POD_SECURITY.test(label) && level !== 'privileged')
        .map(
          ([label, level]) =>
            `this API server holds no pod against a security standard: ${label}=${level} is stored only`,
        );
    case 'ResourceQuota':
    case 'LimitRange':
      return [`this API server limits no resources: the ${kind} is stored only`];
    case 'NetworkPolicy':
      return ['this cluster keeps no traffic from pods: the NetworkPolicy is stored only'];
    default:
      return [];
  }
}

/** What a write adds to that. */
export function listUndone(object: KubeObject, old: KubeObject | undefined): string[] {
  const known = old ? describeUndone(old) : [];
  return describeUndone(object).filter((sentence) => !known.includes(sentence));
}
