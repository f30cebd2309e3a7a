import type { CelList } from './list.ts';
import type { CelMap } from './map.ts';
import type { Opaque } from './opaque.ts';
import type { Optional } from './optional.ts';
import type { TypeValue, Uint } from './scalars.ts';
import type { Duration, Timestamp } from './time.ts';

/** Any value of an expression. Lists, maps and optionals hold values themselves: their files import this one's type. */
export type Value =
  | boolean
  | bigint
  | number
  | string
  | null
  | Uint8Array
  | Uint
  | TypeValue
  | CelList
  | CelMap
  | Duration
  | Timestamp
  | Optional
  | Opaque;

/** How a list or a map compares what it holds. */
export type Equality = (a: Value, b: Value) => boolean;
