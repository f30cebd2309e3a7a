import { createServer, type Socket } from 'node:net';
import type { InsidePlace } from '../../protocols/types.ts';
import { createPortForwarder, type PortForwarder } from '../reach/port-forward.ts';
import { explainInside, type Opener } from './opener.ts';
import { type AgentSession, createAgentSession } from './session.ts';

/** By the agent of our echo image, which opens any connection. */
export function openByAgent(kubeconfig: string): Opener {
  const forwarder = postpone(() => createPortForwarder(kubeconfig));
  const sessions = new Map<string, AgentSession>();
  const sockets = new Set<Socket>();

  const sessionOf = ({ namespace, pod, agentPort }: InsidePlace): AgentSession => {
    const key = `${namespace}/${pod}`;
    const session = sessions.get(key) ?? createAgentSession(forwarder, { namespace, pod, port: agentPort });
    sessions.set(key, session);
    return session;
  };

  return {
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
