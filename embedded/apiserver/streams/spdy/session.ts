import { Duplex } from 'node:stream';
import { FLAG_FIN, type Frame, FrameReader, formatControl, formatData, TYPES } from './frames.ts';
import { HeaderCodec, type Headers } from './headers.ts';

const CANCEL = 5;
/** Data that nobody reads; beyond it the whole session waits. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;
const MAX_DATA_BYTES = 64 * 1024;

type Send = (flags: number, payload: Buffer, done: (error?: Error | null) => void) => void;

/** One stream of a session. Ending it closes our half. */
export class SpdyStream extends Duplex {
  readonly headers: Headers;
  readonly #send: Send;
  readonly #resume: () => void;

  constructor(headers: Headers, send: Send, resume: () => void) {
    super({ allowHalfOpen: true });
    this.headers = headers;
    this.#send = send;
    this.#resume = resume;
  }

  override _read(): void {
    this.#resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    for (let start = 0; start < chunk.length; start += MAX_DATA_BYTES) {
      const isLast = start + MAX_DATA_BYTES >= chunk.length;
      this.#send(0, chunk.subarray(start, start + MAX_DATA_BYTES), isLast ? done : () => {});
    }
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#send(FLAG_FIN, Buffer.alloc(0), done);
  }
}

/**
 * The server's side of SPDY/3.1 over a byte stream, as far as Kubernetes clients use it: streams that the client opens,
 * without flow control (their library has none).
 */
export class SpdySession {
  readonly #transport: Duplex;
  readonly #onStream: (stream: SpdyStream) => void;
  readonly #codec = new HeaderCodec();
  readonly #reader = new FrameReader();
  readonly #streams = new Map<number, SpdyStream>();
  /** Frames are handled one after the other, since header blocks build on each other. */
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(transport: Duplex, onStream: (stream: SpdyStream) => void) {
    this.#transport = transport;
    this.#onStream = onStream;
    transport.on('data', (chunk: Buffer) => {
      this.#work = this.#work.then(() => this.#receive(chunk)).catch(() => this.close());
    });
    transport.on('error', () => this.close());
    transport.on('close', () => this.close());
    transport.on('end', () => this.close());
  }

  /** Ends every stream, then the transport. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stream of this.#streams.values()) stream.destroy();
    this.#streams.clear();
    this.#transport.end();
    void this.#work.finally(() => this.#codec.close());
  }

  async #receive(chunk: Buffer): Promise<void> {
    if (this.#closed) return;
    for (const frame of this.#reader.read(chunk)) await this.#handle(frame);
  }

  async #handle(frame: Frame): Promise<void> {
    if (frame.kind === 'data') return this.#passData(frame.stream, frame.flags, frame.payload);
    const { type, flags, payload } = frame;
    if (type === TYPES.synStream) return this.#open(flags, payload);
    if (type === TYPES.ping) this.#transport.write(formatControl(TYPES.ping, 0, payload));
    else if (type === TYPES.goAway) this.close();
    else if (type === TYPES.rstStream) this.#streams.get(readId(payload))?.destroy();
    // The codec must see every block, also of headers that nobody asks for.
    else if (type === TYPES.headers) await this.#codec.decode(payload.subarray(4));
  }

  async #open(flags: number, payload: Buffer): Promise<void> {
    const id = readId(payload);
    const headers = await this.#codec.decode(payload.subarray(10));
    const send: Send = (sent, data, done) => {
      if (this.#closed) done(new Error('the SPDY session is over'));
      else this.#transport.write(formatData(id, sent, data), done);
    };
    const stream = new SpdyStream(headers, send, () => this.#transport.resume());
    stream.on('error', () => {});
    stream.on('close', () => this.#forget(id, stream));
    this.#streams.set(id, stream);
    const reply = Buffer.alloc(4);
    reply.writeUInt32BE(id);
    const block = await this.#codec.encode({});
    this.#transport.write(formatControl(TYPES.synReply, 0, Buffer.concat([reply, block])));
    if (flags & FLAG_FIN) stream.push(null);
    this.#onStream(stream);
  }

  #passData(id: number, flags: number, payload: Buffer): void {
    const stream = this.#streams.get(id);
    if (!stream || stream.destroyed || stream.readableEnded) return;
    if (payload.length > 0) stream.push(payload);
    if (stream.readableLength > MAX_UNREAD_BYTES) this.#transport.pause();
    if (flags & FLAG_FIN) stream.push(null);
  }

  #forget(id: number, stream: SpdyStream): void {
    this.#streams.delete(id);
    const isWhole = stream.readableEnded && stream.writableFinished;
    if (isWhole || this.#closed) return;
    const payload = Buffer.alloc(8);
    payload.writeUInt32BE(id, 0);
    payload.writeUInt32BE(CANCEL, 4);
    this.#transport.write(formatControl(TYPES.rstStream, 0, payload));
  }
}

function readId(payload: Buffer): number {
  return payload.readUInt32BE(0) & 0x7fffffff;
}
