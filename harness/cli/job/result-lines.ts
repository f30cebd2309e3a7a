import { gunzipSync, gzipSync } from 'node:zlib';
import { UsageError } from '../../scenario/errors.ts';

/** A line of a pod's log longer than this is split by the container runtime. */
const LENGTH = 8000;
const MARK = 'gwconf-result';
/** No result is larger; a log could claim to hold any number of bytes. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * A result as lines for the log of a pod, where it outlives the pod's files: `gwconf-result 3/12 BASE64`, compressed. Other
 * lines may stand between them.
 */
export function toResultLines(json: string): string[] {
  const text = gzipSync(json).toString('base64');
  const count = Math.max(1, Math.ceil(text.length / LENGTH));
  return Array.from({ length: count }, (_, at) => {
    return `${MARK} ${at + 1}/${count} ${text.slice(at * LENGTH, (at + 1) * LENGTH)}`;
  });
}

/** The JSON text of the last result that a log holds; undefined where it holds none whole. Throws UsageError on a broken one. */
export function fromResultLines(log: string): string | undefined {
  const parts = new Map<number, string>();
  let expected = 0;
  for (const line of log.split('\n')) {
    const [, index = '', count = '', text = ''] =
      /^gwconf-result (\d{1,6})\/(\d{1,6}) ([A-Za-z0-9+/=]*)\s*$/.exec(line) ?? [];
    if (index === '') continue;
    if (index === '1') parts.clear();
    parts.set(Number(index), text);
    expected = Number(count);
  }
  if (expected === 0 || parts.size !== expected) return undefined;
  const whole = Array.from({ length: expected }, (_, at) => parts.get(at + 1) ?? '').join('');
  try {
    return gunzipSync(Buffer.from(whole, 'base64'), { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch (cause) {
    throw new UsageError(`the result in the log cannot be read: ${(cause as Error).message}`, { cause });
  }
}
