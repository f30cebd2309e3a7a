import type { CelType } from '../types/type.ts';
import { CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { Opaque } from '../values/opaque.ts';
import { Optional } from '../values/optional.ts';
import { TypeValue, Uint } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Value } from '../values/value.ts';

/** True where a value is of a type, as far as a call needs to know: items of lists and maps are not looked at. */
export function isOfType(value: Value, type: CelType): boolean {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'bigint';
    case 'uint':
      return value instanceof Uint;
    case 'double':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
    case 'bytes':
      return value instanceof Uint8Array;
    case 'null':
      return value === null;
    case 'duration':
      return value instanceof Duration;
    case 'timestamp':
      return value instanceof Timestamp;
    case 'type':
      return value instanceof TypeValue;
    case 'list':
      return value instanceof CelList;
    case 'map':
    case 'object':
      return value instanceof CelMap;
    case 'optional':
      return value instanceof Optional;
    case 'opaque':
      return value instanceof Opaque && value.typeName === type.name;
    default:
      return true;
  }
}
