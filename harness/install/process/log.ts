import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ProcessLog {
  /** Takes the lines of a stream; resolves at its end. */
  read(stream: Readable): Promise<void>;
  /** Lines since a time, oldest first; all of those kept without one. */
  lines(since?: Date): string[];
}

/** A program that writes thousands of lines a second must not fill the memory: the newest are kept. */
const greatestLines = 20_000;
const greatestLine = 8 * 1024;

export function createProcessLog(now: () => Date): ProcessLog {
  let kept: { at: number; line: string }[] = [];
  return {
    async read(stream) {
      for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
        kept.push({ at: now().getTime(), line: line.slice(0, greatestLine) });
        if (kept.length > greatestLines) kept = kept.slice(-greatestLines / 2);
      }
    },
    lines(since) {
      const from = since?.getTime() ?? 0;
      return kept.filter(({ at }) => at >= from).map(({ line }) => line);
    },
  };
}
