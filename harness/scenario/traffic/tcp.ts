import type { BackendChoice, DurationBounds, RefusedExpectation } from './common.ts';

/** A TCP connection, and the lines of text sent over it. */
export interface TcpRequest {
  /** Without line ends. Default: `TEST`, at which an echo backend tells who it is. */
  lines?: readonly string[];
}

export type TcpExpectation =
  /** Answered by a backend. `lines` are those that must come, in this order, others between them. */
  | (BackendChoice & { lines?: readonly string[]; within?: DurationBounds })
  /** These lines come, whoever sends them. */
  | { lines: readonly [string, ...string[]]; within?: DurationBounds }
  | RefusedExpectation;
