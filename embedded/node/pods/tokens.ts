import type { NodeContext } from '../kube/context.ts';
import type { Pod, TokenSource } from '../kube/objects.ts';

/** Gives the tokens of a pod's volumes; all of them are there once it is made. */
export type TokenReader = (source: TokenSource) => string;

interface TokenRequest {
  status: { token: string };
}

export function needsTokens(pod: Pod): boolean {
  return listSources(pod).length > 0;
}

/** Asks for the tokens of a pod's projected volumes, bound to the pod, as kubelet does. Rejects with ApiError. */
export async function requestTokens({ client }: NodeContext, pod: Pod): Promise<TokenReader> {
  const { namespace, name, uid } = pod.metadata;
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${pod.spec.serviceAccountName ?? 'default'}/token`;
  const tokens = new Map<string, string>();
  for (const source of listSources(pod)) {
    const { audience, expirationSeconds = 3600 } = source;
    const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name, uid };
    const spec = { ...(audience && { audiences: [audience] }), expirationSeconds, boundObjectRef };
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
    tokens.set(keyOf(source), (await client.call<TokenRequest>('POST', path, body)).status.token);
  }
  return (source) => tokens.get(keyOf(source)) ?? '';
}

/** Each once, though several volumes may ask for the same. */
function listSources(pod: Pod): TokenSource[] {
  const sources = (pod.spec.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
  const found = sources.flatMap(({ serviceAccountToken }) => serviceAccountToken ?? []);
  return [...new Map(found.map((source) => [keyOf(source), source])).values()];
}

function keyOf({ audience = '', expirationSeconds = 3600 }: TokenSource): string {
  return `${expirationSeconds} ${audience}`;
}
