import type { FanOut } from './fan-out.ts';
import type { Measurement, Operation } from './workloads.ts';

export const OPERATIONS: readonly Operation[] = ['create', 'update', 'list', 'watch'];
export const CLIENTS: readonly number[] = [1, 10, 50];
/** Routes that memory is measured with. */
export const ROUTE_COUNT = 5000;

/** Samples of both servers, taken in pairs. */
export interface Pairs<T> {
  ours: T[];
  real: T[];
}

export interface Results {
  readyMs: Pairs<number>;
  operations: ReadonlyMap<string, Pairs<Measurement>>;
  fanOut: Pairs<FanOut>;
  /** Before and with all routes. */
  emptyMb: Pairs<number>;
  fullMb: Pairs<number>;
}

export function keyOf(operation: Operation, clients: number): string {
  return `${operation} ${clients}`;
}
