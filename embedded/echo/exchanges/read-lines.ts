import type { Readable } from 'node:stream';

/** Calls `take` with each line that ends; what is left at the end is none. An error of the stream is its owner's affair. */
export function readLines(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}
