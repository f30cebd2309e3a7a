import type { Stored } from './stored.ts';

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The new state; for DELETED the last one, at the revision of the deletion. */
  stored: Stored;
  previous: Stored | undefined;
}
