import { orderNameOf } from './identify.ts';
import type { WorldObject } from './types.ts';

/** The one that counts first: the oldest, then the first by namespace and name. */
export function compareAge(a: WorldObject, b: WorldObject): number {
  if (a.createdAt !== b.createdAt && a.createdAt !== '' && b.createdAt !== '')
    return a.createdAt < b.createdAt ? -1 : 1;
  return orderNameOf(a) < orderNameOf(b) ? -1 : 1;
}
