import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { ExchangeError, runExchange } from '../common/exchange.ts';
import type { Exchange, Link, Remote, SendOptions } from '../types.ts';

/** After so long without an answer the datagram is sent again, ms. */
const RESEND_MS = [200, 400, 600];
/** So long after the last one it is given up: who expects no answer waits for all of this in each try. */
const LAST_WAIT_MS = 800;

export interface ResolvedUdpRequest {
  text: string;
}

export interface UdpExchange extends Exchange {
  protocol: 'udp';
  request: ResolvedUdpRequest;
  answer?: string;
}

/** Sends a datagram, again where no answer comes, and gives the first answer. */
export async function sendUdp(
  { dial, clock }: Link,
  remote: Remote,
  request: ResolvedUdpRequest,
  options: SendOptions,
): Promise<UdpExchange> {
  const outcome = await runExchange(clock, options, async (progress) => {
    const { host, port } = dial(remote.address, remote.port, 'udp');
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    progress.onEnd(() => socket.close());
    // One that is closed already may hear of an error yet.
    socket.on('error', () => {});
    const answered = receive(socket);
    await connect(socket, port, host);
    progress.stage = 'waiting for an answer';
    const send = (): void => socket.send(request.text, () => {});
    send();
    let due = 0;
    for (const wait of RESEND_MS) {
      due += wait;
      progress.onEnd(clock.alarm(due, send));
    }
    const silence = new Promise<never>((_, reject) => {
      const giveUp = (): void => {
        const sent = `none of ${RESEND_MS.length + 1} datagrams was answered`;
        reject(new ExchangeError('ETIMEDOUT', `${sent} within ${due + LAST_WAIT_MS} ms`));
      };
      progress.onEnd(clock.alarm(due + LAST_WAIT_MS, giveUp));
    });
    return { answer: await Promise.race([answered, silence]) };
  });
  return { protocol: 'udp', request, remote, ...outcome };
}

/** With a connected socket the system tells that nobody listens. */
function connect(socket: Socket, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(port, host, () => resolve());
  });
}

function receive(socket: Socket): Promise<string> {
  const received = new Promise<string>((resolve, reject) => {
    socket.once('message', (message) => resolve(message.toString('utf8')));
    socket.once('error', reject);
  });
  received.catch(() => {});
  return received;
}
