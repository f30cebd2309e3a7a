/** More of a body is of use to nobody. */
const LIMIT = 64 * 1024;

/** The first 64 KiB of a body. */
export interface Body {
  /** False where no more is wanted. */
  add(chunk: Buffer): boolean;
  length(): number;
  encode(): { body: string; length: number };
}

export function collectBody(): Body {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    add(chunk) {
      if (length < LIMIT) chunks.push(chunk.subarray(0, LIMIT - length));
      length += chunk.length;
      return length <= LIMIT;
    },
    length: () => length,
    encode: () => ({ body: Buffer.concat(chunks).toString('base64'), length }),
  };
}
