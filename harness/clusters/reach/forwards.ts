import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { kinds } from '../../kinds/index.ts';
import { followKind } from '../../kube/follow.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Clock } from '../../wait/types.ts';
import { findTargets, hasTargets } from './endpoints.ts';
import type { PortForwarder } from './port-forward.ts';
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
    const deadline = clock.now() + waitMs;
    let targets = findTargets(services, slices, address, port);
    while (targets.length === 0 && clock.now() < deadline) {
      await clock.sleep(pauseMs, signal);
      targets = findTargets(services, slices, address, port);
    }
    const target = targets[next++ % Math.max(targets.length, 1)];
    if (!target) throw new Error(`no pod is behind ${address} port ${port}`);
    await forwarder.join(socket, target);
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
        .then(() => socket.resume())
        .catch((error: unknown) => {
          log?.(error instanceof Error ? error.message : String(error));
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
  return {
    dial(address, port) {
      const place = `${address} ${port}`;
      const server = places.get(place) ?? spares.pop();
      if (!server) return { host: address, port };
      if (!places.has(place)) {
        places.set(place, server);
        assign(server, address, port);
        addSpare().catch((error: unknown) => log?.(String(error)));
      }
      return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    },
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
