import { isObject } from '../json.ts';
import type { JsonObject, JsonSchema } from '../types.ts';
import { modelOf } from './types.ts';

/** Lists that are always written: a real server stores those without items as if they had not been given. */
export function forgetEmpty(object: JsonObject, schema: JsonSchema): void {
  const { properties = {} } = schema;
  const zeros = modelOf(schema)?.zeros ?? {};
  for (const [name, value] of Object.entries(object)) {
    const child = properties[name];
    if (Array.isArray(value)) {
      if (value.length === 0 && zeros[name] === 'null') object[name] = null;
      else if (child?.items?.properties) {
        for (const item of value) if (isObject(item)) forgetEmpty(item, child.items);
      }
    } else if (isObject(value) && child?.properties) forgetEmpty(value, child);
  }
}
