import { createServer, type Socket } from 'node:net';
import type { InsidePlace } from '../../protocols/types.ts';
import { createPortForwarder, type PortForwarder } from '../reach/port-forward.ts';
import { createAgentSender } from './agent-sender.ts';
import { type AgentExchanges, createExchanges } from './exchanges.ts';
import { explainInside, type Opener } from './opener.ts';
import { type AgentSession, createAgentSession } from './session.ts';

const NOTE =
  'the agent in the pods of the mesh is an older one, which cannot send requests by itself: each goes over a connection through the API server, with the same verdicts, only slower';

/** By the agent of our echo image, which sends requests in plain text by itself and opens any connection. */
export function openByAgent(kubeconfig: string, log: (line: string) => void): Opener {
  const forwarder = postpone(() => createPortForwarder(kubeconfig));
  const sessions = new Map<string, AgentSession>();
  const exchanges = new Map<string, AgentExchanges>();
  const sockets = new Set<Socket>();
  let isTold = false;

  const sessionOf = ({ namespace, pod, agentPort }: InsidePlace): AgentSession => {
    const key = `${namespace}/${pod}`;
    const session = sessions.get(key) ?? createAgentSession(forwarder, { namespace, pod, port: agentPort });
    sessions.set(key, session);
    return session;
  };

  const tell = (): void => {
    if (!isTold) log(NOTE);
    isTold = true;
  };
  const exchangesOf = (place: InsidePlace): AgentExchanges => {
    const key = `${place.namespace}/${place.pod}`;
    const known = exchanges.get(key) ?? createExchanges(sessionOf(place), tell);
    exchanges.set(key, known);
    return known;
  };

  return {
    createSender: (place) => createAgentSender(exchangesOf(place), place),
    createServer: (place, tell) =>
      createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
        sockets.add(socket);
        socket.pause();
        socket.once('close', () => sockets.delete(socket));
        socket.on('error', () => socket.destroy());
        sessionOf(place)
          .join(socket, place.host, place.port)
          .then(() => tell(undefined))
          .catch((error: unknown) => {
            tell(explainInside(error, place, 'no agent to send by'));
            socket.resetAndDestroy();
          });
      }),
    close() {
      for (const each of exchanges.values()) each.close();
      for (const session of sessions.values()) session.close();
      for (const socket of sockets) socket.destroy();
      forwarder.close();
    },
  };
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
