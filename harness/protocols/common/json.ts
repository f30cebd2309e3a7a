import type { PodIdentity } from '../types.ts';

/** The JSON object that a text is; undefined for any other text. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Who an echo backend says that it is. Without a pod nobody could be told apart. */
export function readIdentity(value: Record<string, unknown> | undefined): PodIdentity | undefined {
  if (typeof value?.namespace !== 'string' || typeof value.pod !== 'string' || value.pod === '') return undefined;
  return { namespace: value.namespace, pod: value.pod };
}
