import type { Certificate, ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { namespaceOf } from './namespaces.ts';

/** A kubernetes.io/tls Secret, from a certificate or from what stands in its place in a broken one (PEM text). */
export function tlsSecret(
  env: ScenarioEnv,
  label: string,
  content: Pick<Certificate, 'certificate' | 'privateKey'>,
  options: { namespace?: string } = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: env.name(label), namespace: namespaceOf(env, options.namespace) },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': toBase64(content.certificate), 'tls.key': toBase64(content.privateKey) },
  };
}

export function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
