import { CelList } from './list.ts';
import { CelMap } from './map.ts';
import { Opaque } from './opaque.ts';
import { Optional } from './optional.ts';
import { TypeValue, Uint } from './scalars.ts';
import { Duration, Timestamp } from './time.ts';
import type { Value } from './value.ts';

/** The name of a value's type at run time, as `type(x)` and messages show it. */
export function nameTypeOf(value: Value): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'string':
      return 'string';
  }
  if (value === null) return 'null_type';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof CelList) return 'list';
  if (value instanceof CelMap) return 'map';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof TypeValue) return 'type';
  if (value instanceof Optional) return 'optional_type';
  return value instanceof Opaque ? value.typeName : 'dyn';
}
