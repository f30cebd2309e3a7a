import type { Socket } from 'node:net';

/** RFC 9113 3.4: the first bytes of a client that speaks HTTP/2 with prior knowledge. */
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** Tells by its first bytes, which are put back, whether a client speaks HTTP/2; nothing where it sends none. */
export function detectHttp2(socket: Socket, found: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const stop = () => {
    socket.off('readable', read);
    socket.off('end', giveUp);
    socket.off('error', giveUp);
  };
  const giveUp = () => {
    stop();
    socket.destroy();
  };
  const read = () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) seen = Buffer.concat([seen, chunk]);
    if (seen.length === 0) return;
    const length = Math.min(seen.length, preface.length);
    const isPreface = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (isPreface && length < preface.length) return;
    stop();
    socket.unshift(seen);
    found(isPreface);
  };
  socket.on('readable', read);
  socket.on('end', giveUp);
  socket.on('error', giveUp);
}
