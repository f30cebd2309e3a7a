import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { messageOf } from '../../common/message-of.ts';
import { kinds } from '../../kinds/index.ts';
import { followKind } from '../../kube/follow.ts';
import type { KubeApi } from '../../kube/types.ts';
import { ExchangeError } from '../../protocols/common/exchange.ts';
import { UNREACHED } from '../../protocols/common/unreached.ts';
import type { Transport } from '../../protocols/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { startDeadline } from '../../wait/deadline.ts';
import type { Clock } from '../../wait/types.ts';
import { explainNoTarget, findTargets, hasTargets } from './endpoints.ts';
import { ForwardRefused, type PortForwarder } from './port-forward.ts';
import type { Detour } from './reach.ts';

export interface ForwardsOptions {
  api: Pick<KubeApi, 'observeAll'>;
  forwarder: PortForwarder;
  clock: Clock;
  log?(line: string): void;
}

/** Listeners on loopback that stand for addresses of the cluster. */
export interface Forwards extends Detour {
  stop(): Promise<void>;
}

/** `dial` cannot wait for a listener: this many are always ready for places that it is first asked for. */
const spareCount = 16;
const waitMs = 5_000;
const pauseMs = 50;

/** Leads connections for an address of a Service through the API server to one of the pods behind it. */
export async function startForwards({ api, forwarder, clock, log }: ForwardsOptions): Promise<Forwards> {
  const ending = new AbortController();
  const { signal } = ending;
  const places = new Map<string, Server>();
  const spares: Server[] = [];
  const sockets = new Set<Socket>();
  let services: readonly KubeObject[] = [];
  let slices: readonly KubeObject[] = [];
  let next = 0;

  const forward = async (socket: Socket, address: string, port: number): Promise<void> => {
    const deadline = startDeadline(clock, waitMs);
    let targets = findTargets(services, slices, address, port);
    while (targets.length === 0 && deadline.left() > 0) {
      await clock.sleep(pauseMs, signal);
      targets = findTargets(services, slices, address, port);
    }
    const target = targets[next++ % Math.max(targets.length, 1)];
    if (!target) {
      const reason = explainNoTarget(services, slices, address, port);
      throw new Error(reason ?? `no pod is ready behind ${address} port ${port}`);
    }
    await forwarder.join(socket, target);
  };
  /** What the API server refused last, by place. */
  const refusals = new Map<string, string>();
  const told = new Set<string>();
  const tell = (line: string): void => {
    if (!told.has(line)) log?.(line);
    told.add(line);
  };
  const addSpare = async (): Promise<void> => {
    const server = createServer({ pauseOnConnect: false });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port: 0 }, resolve);
    });
    spares.push(server);
  };
  const assign = (server: Server, address: string, port: number): void => {
    server.on('connection', (socket) => {
      socket.pause();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      forward(socket, address, port)
        .then(() => {
          refusals.delete(placeOf(address, port));
          socket.resume();
        })
        .catch((error: unknown) => {
          const message = messageOf(error);
          if (error instanceof ForwardRefused) refusals.set(placeOf(address, port), message);
          tell(message);
          socket.resetAndDestroy();
        });
      socket.on('error', () => socket.destroy());
    });
  };

  const tools = { api, clock, signal, log };
  const followed = [
    followKind(tools, kinds.Service, (objects) => {
      services = objects;
    }),
    followKind(tools, kinds.EndpointSlice, (objects) => {
      slices = objects;
    }),
  ];
  await Promise.all(Array.from({ length: spareCount }, addSpare));
  const dial = (address: string, port: number, transport?: Transport): { host: string; port: number } => {
    if (transport === 'udp') throw new ExchangeError(UNREACHED, 'UDP does not go through the API server');
    const place = placeOf(address, port);
    const server = places.get(place) ?? spares.pop();
    if (!server) return { host: address, port };
    if (!places.has(place)) {
      places.set(place, server);
      assign(server, address, port);
      addSpare().catch((error: unknown) => log?.(String(error)));
    }
    return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  };
  const explain = (address: string, port: number): string | undefined =>
    explainNoTarget(services, slices, address, port) ?? refusals.get(placeOf(address, port));
  return {
    dial: Object.assign(dial, { explain }),
    hasTarget: (address) => hasTargets(services, slices, address),
    async stop() {
      ending.abort();
      for (const server of [...places.values(), ...spares]) server.close();
      for (const socket of sockets) socket.destroy();
      forwarder.close();
      await Promise.all(followed);
    },
  };
}

function placeOf(address: string, port: number): string {
  return `${address} ${port}`;
}
