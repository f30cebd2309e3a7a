import type { RunListener } from '../../harness/result/listener.ts';

export interface ConsoleOptions {
  write(text: string): void;
  /** Redraw in place: only for a terminal. */
  live: boolean;
  color: boolean;
  /** No progress, and of the summary only failures and totals. */
  quiet: boolean;
  /** Size of the terminal in characters, as it is now. */
  columns: number;
  rows: number;
  /** Folder of the evidence, for pointing at it. */
  evidencePath?: string;
  /** Monotonic, ms. */
  now(): number;
  /** Calls back again and again until stopped. */
  every(ms: number, callback: () => void): () => void;
}

export interface ConsoleView extends RunListener {
  /** True while it redraws in place: nothing else may be written to the terminal then, but by `onNotice`. */
  isDrawing(): boolean;
  /** Leaves the terminal clean where a run ends without a result. */
  close(): void;
}
