import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { ExchangeError, runExchange } from '../common/exchange.ts';
import type { Exchange, Link, Remote, SendOptions } from '../types.ts';

/** So long after the first one the datagram is sent again where no answer came, ms. */
const RESEND_AT_MS = [200, 600, 1200];
const WAIT_MS = 2000;
const BRIEF_WAIT_MS = 500;

export interface ResolvedUdpRequest {
  text: string;
  brief?: true;
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
    const waitMs = request.brief ? BRIEF_WAIT_MS : WAIT_MS;
    const resends = RESEND_AT_MS.filter((due) => due < waitMs);
    for (const due of resends) progress.onEnd(clock.alarm(due, send));
    const silence = new Promise<never>((_, reject) => {
      const giveUp = (): void => {
        const sent = `none of ${resends.length + 1} datagrams was answered`;
        reject(new ExchangeError('ETIMEDOUT', `${sent} within ${waitMs} ms`));
      };
      progress.onEnd(clock.alarm(waitMs, giveUp));
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
