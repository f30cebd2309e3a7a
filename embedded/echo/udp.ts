import { createSocket, type Socket } from 'node:dgram';
import type { EchoIdentity } from './identity.ts';

/** Answers each datagram with one of JSON: what came, and who answers. */
export function createUdpEcho(identity: EchoIdentity, log: (line: string) => void): Socket {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    log(`Echoing a datagram of ${message.length} bytes to ${from.address}:${from.port}`);
    socket.send(JSON.stringify({ request: message.toString('utf8'), ...identity }), from.port, from.address);
  });
  socket.on('error', (error) => log(`UDP: ${error.message}`));
  return socket;
}
