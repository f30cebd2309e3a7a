import { type Duplex, Writable } from 'node:stream';
import { FLAG_FIN, FrameReader, formatControl, formatData, TYPES } from './spdy/frames.ts';
import { HeaderCodec } from './spdy/headers.ts';

/** Text that is written to it. */
export function collect(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(sink, { text: () => Buffer.concat(chunks).toString() });
}

export async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** The client's side of a SPDY session, as little of it as a test needs. */
export function speakSpdy(socket: Duplex) {
  const reader = new FrameReader();
  const codec = new HeaderCodec();
  const texts = new Map<number, string>();
  const over = new Set<number>();
  const client = {
    pings: 0,
    received: (id: number) => texts.get(id) ?? '',
    isOver: (id: number) => over.has(id),
    async open(id: number, headers: Record<string, string>) {
      const head = Buffer.alloc(10);
      head.writeUInt32BE(id);
      socket.write(formatControl(TYPES.synStream, 0, Buffer.concat([head, await codec.encode(headers)])));
    },
    send: (id: number, text: string, flags = 0) => socket.write(formatData(id, flags, Buffer.from(text))),
    ping: () => socket.write(formatControl(TYPES.ping, 0, Buffer.from([0, 0, 0, 1]))),
    async until(holds: () => boolean) {
      while (!holds()) await new Promise(setImmediate);
    },
  };
  socket.on('data', (chunk: Buffer) => {
    for (const frame of reader.read(chunk)) {
      if (frame.kind === 'control') {
        if (frame.type === TYPES.ping) client.pings += 1;
        continue;
      }
      texts.set(frame.stream, client.received(frame.stream) + frame.payload.toString());
      if (frame.flags & FLAG_FIN) over.add(frame.stream);
    }
  });
  socket.on('close', () => codec.close());
  return client;
}
