import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Program, ProgramContext } from '../node/program.ts';
import { type Asker, answerQuery } from './answer.ts';
import { parseCorefile, type ServerBlock } from './corefile.ts';

type Answer = (message: Buffer, from: Asker) => Buffer | undefined;

/**
 * A DNS server in the place of CoreDNS, which the official suite's UDP tests use as their backend: it reads a Corefile
 * (`-conf FILE`) and serves the plugin `whoami`.
 */
export const dns: Program = async (context) => {
  const { args } = context.container;
  const path = args[args.indexOf('-conf') + 1] ?? '';
  const corefile = context.files[path];
  if (!args.includes('-conf') || corefile === undefined) throw new Error(`There is no Corefile at "${path}" (-conf)`);
  const blocks = parseCorefile(corefile);
  const stopped = context.signal.aborted ? undefined : once(context.signal, 'abort');
  const closers: (() => void)[] = [];
  try {
    for (const port of new Set(blocks.map((block) => block.port)))
      closers.push(...(await serve(context, blocks, port)));
    context.ready();
    await stopped;
  } finally {
    for (const close of closers) close();
  }
};

/** Serves a port by UDP and TCP; gives what ends that. */
async function serve({ network, pod, log }: ProgramContext, blocks: readonly ServerBlock[], port: number) {
  const answer: Answer = (message, from) => {
    try {
      return answerQuery(blocks, port, message, from);
    } catch (error) {
      log(`A message of ${message.length} bytes from ${from.address} cannot be answered: ${String(error)}`);
      return undefined;
    }
  };
  const udp = createSocket('udp4');
  udp.on('error', (error) => log(`UDP: ${error.message}`));
  udp.on('message', (message, { address, port: from }) => {
    const reply = answer(message, { protocol: 'udp', address, port: from });
    if (reply) udp.send(reply, from, address);
  });
  await network.bind(udp, pod.ip, port);
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    serveStream(socket, answer);
  });
  const closers = [() => udp.close(), () => tcp.close(), () => sockets.forEach((socket) => void socket.destroy())];
  await network.listen(tcp, pod.ip, port).catch((error: unknown) => {
    udp.close();
    throw error;
  });
  log(`Listening on port ${port} (dns)`);
  return closers;
}

function serveStream(socket: Socket, answer: Answer): void {
  const { remoteAddress: address = '', remotePort: port = 0 } = socket;
  let waiting = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0);
      const reply = answer(waiting.subarray(2, end), { protocol: 'tcp', address, port });
      waiting = waiting.subarray(end);
      if (!reply) return void socket.destroy();
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    }
  });
}
