import { fetchCrds } from '../../../apimachinery/crds/fetch.ts';
import type { CustomResourceDefinition } from '../../../embedded/apiserver/index.ts';

/** The release that recordings are made with. */
export const RELEASE = 'v1.7.0';

/** The Gateway API's CRDs of a channel, fetched into the cache once. Rejects with one sentence where they can't be had. */
export async function loadCrds(channel: 'standard' | 'experimental'): Promise<CustomResourceDefinition[]> {
  const { crds } = await fetchCrds({ version: RELEASE, channel });
  return crds.crds as unknown as CustomResourceDefinition[];
}

/** The sentences that the CRDs say of their own: recordings hold digests of them. */
export function listSentences(crds: readonly CustomResourceDefinition[]): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      const rules: unknown = Reflect.get(value, 'x-kubernetes-validations');
      for (const rule of Array.isArray(rules) ? rules : []) {
        for (const name of ['message', 'rule']) {
          const text: unknown = Reflect.get(Object(rule), name);
          if (typeof text === 'string' && text.trim().length > 8) found.add(text.trim());
        }
      }
      for (const field of Object.values(value)) walk(field);
    }
  };
  walk(crds);
  return new Set([...found].sort((a, b) => b.length - a.length));
}
