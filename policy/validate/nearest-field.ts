import type { JsonSchema } from '../../apimachinery/types.ts';
import { nearestName } from '../rules/presence.ts';

/** The field of a schema that an unknown one is nearest to, where one is near. */
export function nearestField(schema: JsonSchema | undefined, path: string): string | undefined {
  const names = [...path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)];
  const last = names.pop();
  let place = schema;
  for (const [, name, index] of names) {
    if (!place) return undefined;
    const more: JsonSchema | boolean | undefined = place.additionalProperties;
    const inner: JsonSchema | undefined =
      name === undefined && /^\d+$/.test(index ?? '') ? place.items : place.properties?.[name ?? index ?? ''];
    place = inner ?? (typeof more === 'object' ? more : undefined);
  }
  return nearestName(last?.[1] ?? last?.[2] ?? '', Object.keys(place?.properties ?? {}));
}
