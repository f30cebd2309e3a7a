import type { Socket } from 'node:net';
import { findTlsListeners, serveTlsConnection } from '../../kinds/tls/serve.ts';
import type { ServedListener, ServedValidation } from '../../model/served.ts';
import type { CurrentPort, DataPlaneContext } from '../context.ts';
import { createHttpServer } from '../http/server.ts';
import { readClientHello } from '../tls/client-hello.ts';
import { createTlsServer, type TlsServer, type TlsServerOptions } from '../tls/server.ts';
import type { ConnectionHandler } from './types.ts';

const httpProtocols = ['h2', 'http/1.1'];

/** Serves HTTPS and TLS listeners of one port, told apart by the name that a client asks for. */
export function createTlsHandler(current: CurrentPort, context: DataPlaneContext): ConnectionHandler {
  const http = createHttpServer(current, context);
  const listenersFor = (serverName: string | undefined) => findTlsListeners(current(), serverName, context.behaviour);
  const isForStreams = (serverName: string | undefined) =>
    listenersFor(serverName).some(({ protocol }) => protocol === 'TLS');
  const options: TlsServerOptions = {
    negotiate: (serverName, offered) =>
      isForStreams(serverName) ? offered[0] : httpProtocols.find((protocol) => offered.includes(protocol)),
    accept(socket, serverName) {
      if (isForStreams(serverName)) serveTlsConnection(socket, listenersFor(serverName), serverName, context);
      else http.serveNegotiated(socket, socket.alpnProtocol);
    },
  };
  // One for each way to ask for client certificates, which Node sets before it knows the name asked for.
  const servers = new Map<string, TlsServer>();
  const serverFor = (validation: ServedValidation | undefined) => {
    const key = JSON.stringify(validation ?? null);
    const server = servers.get(key) ?? createTlsServer(current, context, validation, options);
    servers.set(key, server);
    return server;
  };
  // Who names nobody must not get past what the port's listeners ask for.
  const validationFor = ([listener]: readonly ServedListener[]) =>
    listener ? listener.validation : current()?.listeners.find(({ validation }) => validation)?.validation;
  return {
    accept(socket: Socket) {
      readClientHello(socket, context.behaviour.serving.readsWholeHello, (hello) => {
        const listeners = listenersFor(hello?.serverName);
        if (!hello) socket.destroy();
        else if (listeners.some(({ passesThrough }) => passesThrough)) {
          serveTlsConnection(socket, listeners, hello.serverName, context);
        } else serverFor(validationFor(listeners)).serve(socket);
      });
    },
    refresh: () => servers.clear(),
    close: http.close,
  };
}
