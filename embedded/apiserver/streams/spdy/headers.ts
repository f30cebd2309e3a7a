import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { DICTIONARY } from './dictionary.ts';

export type Headers = Readonly<Record<string, string>>;

/** Compresses and decompresses the header blocks of one session: each block builds on those before it. */
export class HeaderCodec {
  readonly #inflate: Inflate = createInflate({ dictionary: DICTIONARY });
  readonly #deflate: Deflate = createDeflate({ dictionary: DICTIONARY });

  /** Rejects for a block that cannot be read. To be awaited before the next one. */
  async decode(block: Buffer): Promise<Headers> {
    return parseBlock(await pass(this.#inflate, block, constants.Z_SYNC_FLUSH));
  }

  async encode(headers: Headers): Promise<Buffer> {
    return pass(this.#deflate, formatBlock(headers), constants.Z_SYNC_FLUSH);
  }

  close(): void {
    this.#inflate.close();
    this.#deflate.close();
  }
}

function pass(stream: Inflate | Deflate, chunk: Buffer, flush: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const onData = (part: Buffer) => parts.push(part);
    const settle = (error?: Error | null) => {
      stream.off('data', onData);
      stream.off('error', settle);
      if (error) reject(error);
      else resolve(Buffer.concat(parts));
    };
    stream.on('data', onData);
    stream.on('error', settle);
    stream.write(chunk, () => stream.flush(flush, () => settle()));
  });
}

/** A number of pairs; each name and value after its length. Names are in small letters. */
function formatBlock(headers: Headers): Buffer {
  const pairs = Object.entries(headers);
  const texts = pairs.flatMap(([name, value]) => [name.toLowerCase(), value]).map((text) => Buffer.from(text));
  return Buffer.concat([formatLength(pairs.length), ...texts.flatMap((text) => [formatLength(text.length), text])]);
}

function formatLength(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

function parseBlock(block: Buffer): Headers {
  let offset = 4;
  const readText = () => {
    const end = offset + 4 + block.readUInt32BE(offset);
    if (end > block.length) throw new Error('a SPDY header block ends early');
    const text = block.toString('utf8', offset + 4, end);
    offset = end;
    return text;
  };
  const headers: Record<string, string> = {};
  for (let left = block.readUInt32BE(0); left > 0; left--) {
    const name = readText();
    // Several values of a name are held apart by a zero.
    headers[name] = readText().split('\0')[0] ?? '';
  }
  return headers;
}
