import { once } from 'node:events';
import type { Program, ProgramContext } from '../node/program.ts';
import { createAnswerer } from './answer.ts';
import { createHttpConnections } from './connections.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { readHttp2Preface } from './preface.ts';
import { serveTcpLines } from './tcp.ts';

/**
 * What the official suite's mesh tests run in the place of the echo server: the same, at the ports that its arguments name.
 * Ports of TLS are left out, since the certificate of that image is not here; no test asks them.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/mesh/manifests.yaml
 */
export const advancedEcho: Program = async (context) => {
  const listeners = createListeners(context);
  const stopped = context.signal.aborted ? undefined : once(context.signal, 'abort');
  try {
    await serve(context, listeners, readPorts(context.container.args));
    context.ready();
    await stopped;
  } finally {
    listeners.close();
  }
};

interface Ports {
  http: readonly number[];
  grpc: readonly number[];
  tcp: readonly number[];
}

const DEFAULTS: Ports = { http: [8080], grpc: [7070], tcp: [9090] };

function readPorts(args: readonly string[]): Ports {
  const listOf = (name: string) =>
    args.flatMap((arg) => (arg.startsWith(`--${name}=`) ? Number(arg.slice(name.length + 3)) : []));
  const tls = new Set(listOf('tls'));
  const http = listOf('port').filter((port) => !tls.has(port));
  const orDefault = (ports: number[], usual: readonly number[]) => (ports.length > 0 ? ports : usual);
  return {
    http: orDefault(http, DEFAULTS.http),
    grpc: orDefault(listOf('grpc'), DEFAULTS.grpc),
    tcp: orDefault(listOf('tcp'), DEFAULTS.tcp),
  };
}

async function serve(context: ProgramContext, listeners: Listeners, { http, grpc, tcp }: Ports): Promise<void> {
  const { name: pod, namespace } = context.pod;
  const identity = { pod, namespace, ingress: '', service: '' };
  const answer = createAnswerer({ ...context, identity, httpPort: http[0] ?? 0 });
  const connections = createHttpConnections(answer, context.log);
  listeners.onClose(() => connections.close());
  for (const port of http) await listeners.tcp(port, connections.serve);
  const { createGrpcConnections } = await import('./grpc.ts');
  const calls = createGrpcConnections(identity, context.log);
  listeners.onClose(() => calls.close());
  for (const port of grpc) {
    await listeners.tcp(port, (socket) =>
      readHttp2Preface(socket, (isHttp2) => (isHttp2 ? calls.serve(socket) : socket.destroy())),
    );
  }
  for (const port of tcp) await listeners.tcp(port, (socket) => serveTcpLines(socket, identity, { tcp: port, tls: 0 }));
}
