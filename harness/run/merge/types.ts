import type { RunResult } from '../../result/types.ts';

/** A result, and where it was read, for messages. */
export interface ReadShard {
  file: string;
  result: RunResult;
}
