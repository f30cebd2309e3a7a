import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { changedFields, fieldsOf, keepExisting } from './fields.ts';
import { type FieldSet, makeFieldSet, subtract } from './fieldset.ts';
import { stripUnowned } from './managed.ts';
import type { Shape } from './shape.ts';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
/** Only for kubectl's own name do client-side and server-side apply work hand in hand. */
export const KUBECTL = 'kubectl';

/**
 * Fields that kubectl may take over from others, since its client-side apply set them as they still are.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#migration-between-client-side-and-server-side-apply
 */
export function findTakeable(live: KubeObject, shape: Shape): FieldSet {
  const last = readLastApplied(live);
  if (!last || last.apiVersion !== live.apiVersion) return makeFieldSet();
  const [owned, value] = [stripUnowned(last), stripUnowned(live)];
  return subtract(keepExisting(fieldsOf(owned, shape), value, shape), changedFields(owned, value, shape));
}

function readLastApplied({ metadata }: KubeObject): JsonObject | undefined {
  try {
    const last: unknown = JSON.parse(metadata.annotations?.[ANNOTATION] ?? '');
    return isObject(last) ? last : undefined;
  } catch {
    // Somebody else's text, or none.
    return undefined;
  }
}

/** Brings an object's note of the last configuration up to date, in place, where it has one. */
export function noteApplied({ metadata: target }: KubeObject, configuration: JsonObject): void {
  if (!target.annotations?.[ANNOTATION]) return;
  const { metadata } = configuration;
  const given = isObject(metadata) && isObject(metadata.annotations) ? metadata.annotations : undefined;
  const { [ANNOTATION]: _note, ...others } = given ?? {};
  const noted = given
    ? { ...configuration, metadata: { ...(metadata as JsonObject), annotations: others } }
    : configuration;
  target.annotations = { ...target.annotations, [ANNOTATION]: `${JSON.stringify(sortFields(noted))}\n` };
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sortFields(value[name])]),
  );
}
