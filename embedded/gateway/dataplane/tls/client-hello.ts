import type { Socket } from 'node:net';

export interface ClientHello {
  /** Name that the client asks for; undefined without SNI. */
  serverName?: string;
}

const handshakeRecord = 22;
const clientHello = 1;
const serverNameExtension = 0;
const longestHello = 64 * 1024;

/**
 * Reads the first message of a TLS client and puts it back; `undefined` where it is no TLS at all.
 * @param isWhole false takes what comes first for all of it
 */
export function readClientHello(
  socket: Socket,
  isWhole: boolean,
  found: (hello: ClientHello | undefined) => void,
): void {
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
    const hello = parseClientHello(seen);
    if (hello === 'incomplete' && (isWhole || seen.length === 0)) return;
    stop();
    socket.unshift(seen);
    found(hello === 'incomplete' ? {} : hello);
  };
  socket.on('readable', read);
  socket.on('end', giveUp);
  socket.on('error', giveUp);
}

/** RFC 8446 4.1.2, over one or several records. */
export function parseClientHello(bytes: Buffer): ClientHello | 'incomplete' | undefined {
  const message = joinRecords(bytes);
  if (!Buffer.isBuffer(message)) return message;
  if (message.length < 4) return 'incomplete';
  if (message[0] !== clientHello) return undefined;
  const end = 4 + message.readUIntBE(1, 3);
  if (message.length < end) return end > longestHello ? undefined : 'incomplete';
  try {
    return readExtensions(message.subarray(0, end));
  } catch {
    return undefined;
  }
}

function joinRecords(bytes: Buffer): Buffer | 'incomplete' | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 5 <= bytes.length) {
    if (bytes[at] !== handshakeRecord) return parts.length > 0 ? Buffer.concat(parts) : undefined;
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    parts.push(bytes.subarray(at + 5, end));
    at = end;
  }
  if (parts.length > 0) return Buffer.concat(parts);
  return bytes.length > 0 && bytes[0] !== handshakeRecord ? undefined : 'incomplete';
}

function readExtensions(message: Buffer): ClientHello {
  // Header, version and random come first, each of a fixed length.
  let at = 4 + 2 + 32;
  at += 1 + message.readUInt8(at);
  at += 2 + message.readUInt16BE(at);
  at += 1 + message.readUInt8(at);
  const end = at + 2 > message.length ? at : at + 2 + message.readUInt16BE(at);
  at += 2;
  while (at + 4 <= end) {
    const type = message.readUInt16BE(at);
    const length = message.readUInt16BE(at + 2);
    if (type === serverNameExtension && length > 5) {
      // A list of one entry: its length, its type, and the length of the name.
      const nameLength = message.readUInt16BE(at + 7);
      return { serverName: message.toString('latin1', at + 9, at + 9 + nameLength).toLowerCase() };
    }
    at += 4 + length;
  }
  return {};
}
