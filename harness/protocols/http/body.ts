const BODY_LIMIT = 64 * 1024;

/** Collects the first 64 KiB of a body. */
export interface BodyReader {
  /** False once the limit is passed: no more is wanted. */
  add(chunk: Buffer): boolean;
  /** Bytes received. */
  length(): number;
  text(): { body: string; bodyTruncated: boolean };
}

export function createBodyReader(): BodyReader {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add(chunk) {
      if (length < BODY_LIMIT) chunks.push(chunk.subarray(0, BODY_LIMIT - length));
      length += chunk.length;
      return length <= BODY_LIMIT;
    },
    length: () => length,
    text: () => ({ body: Buffer.concat(chunks).toString('utf8'), bodyTruncated: length > BODY_LIMIT }),
  };
}
