import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { messageOf } from '../../common/message-of.ts';
import type { Dial, InsidePlace } from '../../protocols/types.ts';
import { createPortForwarder, ForwardRefused, type PortForwarder } from '../reach/port-forward.ts';
import { type AgentSession, createAgentSession, NoConnection } from './session.ts';

/** Connections that are opened from inside pods, each at a loopback port of its own on this side. */
export interface Tunnels {
  /** Knows the addresses that `open` gave, and asks the other dial for all others. */
  wrap(dial: Dial): Dial;
  /** An address that stands for a host and port as a pod sees them. The pod must run the echo image's agent. */
  open(place: InsidePlace): Promise<string>;
  close(): void;
}

export function createTunnels(kubeconfig: string): Tunnels {
  const forwarder = postpone(() => createPortForwarder(kubeconfig));
  const sessions = new Map<string, AgentSession>();
  const listeners = new Map<string, Promise<Server>>();
  const ready = new Map<string, Server>();
  /** Why the last connection of a place said nothing about whoever is behind it. */
  const reasons = new Map<string, string>();
  const sockets = new Set<Socket>();

  const sessionOf = ({ namespace, pod, agentPort }: InsidePlace): AgentSession => {
    const key = `${namespace}/${pod}`;
    const session = sessions.get(key) ?? createAgentSession(forwarder, { namespace, pod, port: agentPort });
    sessions.set(key, session);
    return session;
  };

  const accept = (socket: Socket, place: InsidePlace, key: string): void => {
    sockets.add(socket);
    socket.pause();
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    sessionOf(place)
      .join(socket, place.host, place.port)
      .then(() => reasons.delete(key))
      .catch((error: unknown) => {
        const reason = explain(error, place);
        if (reason === undefined) reasons.delete(key);
        else reasons.set(key, reason);
        socket.resetAndDestroy();
      });
  };

  return {
    wrap: (dial) =>
      Object.assign(
        ((address, port, transport) => {
          const server = ready.get(`${address} ${port}`);
          if (!server) return dial(address, port, transport);
          return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
        }) as Dial,
        {
          explain: (address: string, port: number) =>
            reasons.get(`${address} ${port}`) ?? dial.explain?.(address, port),
        },
      ),
    async open(place) {
      const { host, port, namespace, pod } = place;
      const address = `${host} from ${namespace}/${pod}`;
      const key = `${address} ${port}`;
      const listening = listeners.get(key) ?? listen((socket) => accept(socket, place, key));
      listeners.set(key, listening);
      ready.set(key, await listening);
      return address;
    },
    close() {
      for (const server of ready.values()) server.close();
      for (const session of sessions.values()) session.close();
      for (const socket of sockets) socket.destroy();
      forwarder.close();
    },
  };
}

function listen(accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
  });
}

/** What does not speak of the implementation: the way into the pod, or a name that the cluster does not know there. */
function explain(error: unknown, { host, namespace, pod }: InsidePlace): string | undefined {
  if (error instanceof ForwardRefused) return messageOf(error);
  if (!(error instanceof NoConnection)) return `pod ${namespace}/${pod} has no agent to send by: ${messageOf(error)}`;
  const isName = error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN';
  return isName ? `the name ${host} does not resolve in pod ${namespace}/${pod}` : undefined;
}

/** Made when it is first needed: whoever asks no mesh needs none. */
function postpone(create: () => Promise<PortForwarder>): PortForwarder {
  let made: Promise<PortForwarder> | undefined;
  return {
    async join(socket, target) {
      made ??= create();
      await (await made).join(socket, target);
    },
    close() {
      made?.then((forwarder) => forwarder.close()).catch(() => {});
    },
  };
}
