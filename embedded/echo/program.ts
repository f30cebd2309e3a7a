import { once, setMaxListeners } from 'node:events';
import type { Program, ProgramContext } from '../node/program.ts';
import { createAgent } from './agent.ts';
import { createAnswerer } from './answer.ts';
import { createHttpConnections } from './connections.ts';
import { readIdentity, readPort } from './identity.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { readHttp2Preface } from './preface.ts';
import { serveTcpLines } from './tcp.ts';
import { readTlsFiles } from './tls.ts';
import { createUdpEcho } from './udp.ts';

/**
 * The echo backend, with the environment and the answers of the official echo server
 * (https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/echo-basic), so that manifests for one run on
 * the other. GRPC_ECHO_SERVER, TCP_ECHO_SERVER and UDP_ECHO_SERVER choose another protocol than HTTP. AGENT_PORT is ours: there
 * connections are opened from inside the pod for others.
 */
export const echo: Program = async (context) => {
  const { env } = context.container;
  // Every late answer waits for the end, too.
  setMaxListeners(0, context.signal);
  const listeners = createListeners(context);
  const stopped = context.signal.aborted ? undefined : once(context.signal, 'abort');
  try {
    if (env.AGENT_PORT) await startAgent(context, listeners);
    if (env.GRPC_ECHO_SERVER) await startGrpc(context, listeners);
    else if (env.TCP_ECHO_SERVER) await startTcp(context, listeners);
    else if (env.UDP_ECHO_SERVER) await startUdp(context, listeners);
    else await startHttp(context, listeners);
    context.ready();
    await stopped;
  } finally {
    listeners.close();
  }
};

async function startAgent(context: ProgramContext, listeners: Listeners): Promise<void> {
  const agent = createAgent(context.connect);
  listeners.onClose(() => agent.close());
  await listeners.tcp(readPort(context.container.env, 'AGENT_PORT', 3040), agent.serve);
}

/** HTTP/1.1 and h2c on HTTP_PORT, h2c alone on H2C_PORT, HTTPS on HTTPS_PORT where there is a certificate. */
async function startHttp(context: ProgramContext, listeners: Listeners): Promise<void> {
  const { env } = context.container;
  const httpPort = readPort(env, 'HTTP_PORT', 3000);
  const h2cPort = readPort(env, 'H2C_PORT', 3001);
  const httpsPort = readPort(env, 'HTTPS_PORT', 8443);
  const tls = readTlsFiles(env, context.files);
  const answer = createAnswerer({ ...context, identity: readIdentity(env), httpPort });
  const http = createHttpConnections(answer, context.log);
  listeners.onClose(() => http.close());
  await listeners.tcp(httpPort, http.serve);
  if (h2cPort !== httpPort) await listeners.tcp(h2cPort, http.serveHttp2Only);
  if (tls) {
    await listeners.tls(httpsPort, tls, ['h2', 'http/1.1'], (socket) =>
      http.serveNegotiated(socket, socket.alpnProtocol),
    );
  }
}

async function startGrpc(context: ProgramContext, listeners: Listeners): Promise<void> {
  // Loaded only where a pod asks for it: most clusters never do.
  const { createGrpcConnections } = await import('./grpc.ts');
  const { env } = context.container;
  const tls = readTlsFiles(env, context.files);
  const grpc = createGrpcConnections(readIdentity(env), context.log);
  listeners.onClose(() => grpc.close());
  await listeners.tcp(readPort(env, 'HTTP_PORT', 3000), (socket) =>
    readHttp2Preface(socket, (http2) => (http2 ? grpc.serve(socket) : socket.destroy())),
  );
  if (tls) await listeners.tls(readPort(env, 'HTTPS_PORT', 8443), tls, ['h2'], grpc.serve);
}

async function startTcp(context: ProgramContext, listeners: Listeners): Promise<void> {
  const { env } = context.container;
  const ports = { tcp: readPort(env, 'TCP_PORT', 3000), tls: readPort(env, 'TLS_PORT', 8443) };
  const identity = readIdentity(env);
  const tls = readTlsFiles(env, context.files);
  await listeners.tcp(ports.tcp, (socket) => serveTcpLines(socket, identity, ports));
  if (tls) await listeners.tls(ports.tls, tls, [], (socket) => serveTcpLines(socket, identity, ports));
}

async function startUdp(context: ProgramContext, listeners: Listeners): Promise<void> {
  const { env } = context.container;
  const socket = createUdpEcho(readIdentity(env), context.log);
  listeners.onClose(() => socket.close());
  const port = readPort(env, 'UDP_PORT', 8080);
  await context.network.bind(socket, context.pod.ip, port);
  context.log(`Listening on port ${port} (udp)`);
}
