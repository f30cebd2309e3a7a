import type { Socket } from 'node:net';

/** RFC 9113 3.4: what an HTTP/2 client with prior knowledge sends first. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/**
 * Reads just enough of a connection to tell HTTP/2 from HTTP/1.1, puts it back, and reports. Never reports for a
 * connection that ends before.
 */
export function readHttp2Preface(socket: Socket, report: (http2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const onReadable = () => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) seen = Buffer.concat([seen, chunk]);
    if (seen.length === 0) return;
    const length = Math.min(seen.length, PREFACE.length);
    const matches = seen.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (matches && length < PREFACE.length) return;
    settle();
    socket.unshift(seen);
    report(matches);
  };
  const onEnd = () => {
    settle();
    socket.destroy();
  };
  const settle = () => {
    socket.off('readable', onReadable);
    socket.off('end', onEnd);
    socket.off('error', onEnd);
  };
  socket.on('readable', onReadable);
  socket.on('end', onEnd);
  socket.on('error', onEnd);
}
