import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Clock } from '../../wait/types.ts';

/** Where the first message is cut, bytes from its start: within the header of its record, and within its body. */
const CUTS = [3, 60] as const;
const PAUSE_MS = 40;

/**
 * A connection whose first message leaves in three pieces, and all else as it is written. A stream keeps no boundaries
 * of what was written to it (https://www.rfc-editor.org/rfc/rfc9293#section-3.8).
 */
export function inPieces(socket: Socket, clock: Pick<Clock, 'sleep'>): Duplex {
  let isFirst = true;
  const ended = new AbortController();
  const writeFirst = async (message: Buffer) => {
    const places = [0, ...CUTS.filter((cut) => cut < message.length), message.length];
    for (const [index, end] of places.slice(1).entries()) {
      if (index > 0) await clock.sleep(PAUSE_MS, ended.signal);
      socket.write(message.subarray(places[index], end));
    }
  };
  const stream = new Duplex({
    read: () => socket.resume(),
    write(chunk: Buffer, _, done) {
      if (!isFirst) {
        socket.write(chunk, done);
        return;
      }
      isFirst = false;
      writeFirst(chunk).then(() => done(), done);
    },
    final: (done) => socket.end(done),
    destroy(error, done) {
      ended.abort();
      socket.destroy();
      done(error);
    },
  });
  socket.setNoDelay(true);
  socket.on('data', (chunk) => {
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => stream.push(null));
  socket.on('error', (error) => stream.destroy(error));
  socket.on('close', () => stream.destroy());
  return stream;
}
