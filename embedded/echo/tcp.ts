import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { EchoIdentity } from './identity.ts';
import { describeTls } from './tls.ts';

/** The greeting that clients of the official TCP echo server wait for. */
const GREETING = 'Gateway API Test TCP Server\n';

/**
 * The official TCP echo's line protocol: after the greeting, TEST is answered by one JSON line of who answers, IS_TLS
 * by true or false, PING by PONG. Any other line comes back as it is.
 */
export function serveTcpLines(socket: Socket, identity: EchoIdentity, ports: { tcp: number; tls: number }): void {
  const tls = describeTls(socket);
  const description = JSON.stringify({
    ...identity,
    tcpport: String(ports.tcp),
    tlsport: String(ports.tls),
    isTLS: tls !== undefined,
    ...(tls && { tls }),
  });
  const answers: Readonly<Record<string, string>> = {
    TEST: description,
    IS_TLS: String(tls !== undefined),
    PING: 'PONG',
  };
  socket.on('error', () => socket.destroy());
  socket.write(GREETING);
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => {
    if (socket.writable) socket.write(`${answers[line] ?? line}\n`);
  });
  // The socket's own errors come here, too: who hears of none of them would end the process.
  lines.on('error', () => socket.destroy());
  lines.on('close', () => socket.end());
}
