import { connect, type LookupFunction, type Socket } from 'node:net';

/** Opens a TCP connection. Rejects with the system's code; an error after that must be heard by who uses the socket. */
export function openConnection(place: { host: string; port: number; lookup?: LookupFunction }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...place, allowHalfOpen: true, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
