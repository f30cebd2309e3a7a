import type { Value } from './value.ts';

/** A value of a library's own type. */
export abstract class Opaque {
  /** `kubernetes.Quantity` */
  abstract readonly typeName: string;
  abstract equals(other: Value): boolean;
}
