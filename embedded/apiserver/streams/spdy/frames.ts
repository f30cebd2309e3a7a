/** https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/ (2.6) */
export const TYPES = { synStream: 1, synReply: 2, rstStream: 3, settings: 4, ping: 6, goAway: 7, headers: 8 } as const;
export const FLAG_FIN = 1;

const VERSION = 3;
const HEAD_BYTES = 8;
const CONTROL = 0x8000;
/** No client sends more at once; a length beyond it is not the protocol. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024;

export type Frame =
  | { kind: 'data'; stream: number; flags: number; payload: Buffer }
  | { kind: 'control'; type: number; flags: number; payload: Buffer };

export function formatControl(type: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt16BE(CONTROL | VERSION, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(payload.length, 4);
  head.writeUInt8(flags, 4);
  return Buffer.concat([head, payload]);
}

export function formatData(stream: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(stream, 0);
  head.writeUInt32BE(payload.length, 4);
  head.writeUInt8(flags, 4);
  return Buffer.concat([head, payload]);
}

/** Cuts a byte stream into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete now. @throws Error for what is not SPDY/3 */
  read(chunk: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= HEAD_BYTES) {
      const length = this.#rest.readUInt32BE(4) & 0xffffff;
      if (length > MAX_FRAME_BYTES) throw new Error(`a SPDY frame of ${length} bytes is too long`);
      if (this.#rest.length < HEAD_BYTES + length) break;
      frames.push(parseFrame(this.#rest.subarray(0, HEAD_BYTES + length)));
      this.#rest = this.#rest.subarray(HEAD_BYTES + length);
    }
    return frames;
  }
}

function parseFrame(bytes: Buffer): Frame {
  const first = bytes.readUInt16BE(0);
  const flags = bytes.readUInt8(4);
  const payload = bytes.subarray(HEAD_BYTES);
  if ((first & CONTROL) === 0) return { kind: 'data', stream: bytes.readUInt32BE(0), flags, payload };
  if ((first & ~CONTROL) !== VERSION) throw new Error(`version ${first & ~CONTROL} of SPDY is not spoken here`);
  return { kind: 'control', type: bytes.readUInt16BE(2), flags, payload };
}
