import type { KubeObject } from '../scenario/kubernetes.ts';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a parsed JSON value is an object of the API: with metadata and a name. Lists leave kind and apiVersion out. */
function hasName(value: unknown): value is Record<string, unknown> & { metadata: { name: string } } {
  return isRecord(value) && isRecord(value.metadata) && typeof value.metadata.name === 'string';
}

/**
 * Narrows parsed JSON to an object; undefined where it is none. Fills in `apiVersion` and `kind`, which list items of
 * built-in kinds lack, and drops `metadata.managedFields`: nothing here reads it, and an apply must not send it back.
 */
export function parseObject(value: unknown, apiVersion: string, kind: string): KubeObject | undefined {
  if (!hasName(value)) {
    return undefined;
  }
  const { managedFields: _dropped, ...metadata } = value.metadata as Record<string, unknown> & { name: string };
  return { ...value, apiVersion, kind, metadata };
}
