import type { StoreEvent } from './event.ts';

/** The last events of a collection. Forgets the older half when full, so that adding costs little. */
export class History {
  readonly #limit: number;
  #events: StoreEvent[] = [];
  #forgotten = 0;

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  /** The revision of the newest forgotten event: a watch may start there or later. */
  get oldest(): number {
    return this.#forgotten;
  }

  add(event: StoreEvent): void {
    this.#events.push(event);
    if (this.#events.length < this.#limit * 2) return;
    const cut = this.#events.length - this.#limit;
    this.#forgotten = this.#events[cut - 1]?.stored.revision ?? this.#forgotten;
    this.#events = this.#events.slice(cut);
  }

  /** Events after a revision, or undefined where some of them are forgotten. */
  since(revision: number): StoreEvent[] | undefined {
    if (revision < this.#forgotten) return undefined;
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.stored.revision ?? 0) > revision) high = middle;
      else low = middle + 1;
    }
    return this.#events.slice(low);
  }
}
