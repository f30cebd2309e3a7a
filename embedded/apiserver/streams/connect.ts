import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import { ApiError, badRequest, methodNotAllowed } from '../../../apimachinery/errors/status.ts';
import { getPath, getString, listObjects } from '../../../apimachinery/json.ts';
import { type Cluster, requireStored } from '../requests/context.ts';
import { readFlag } from '../requests/options.ts';
import type { ResourcePath } from '../server/paths.ts';
import type { Stored } from '../store/stored.ts';
import { type CommandRequest, type RemoteCommand, runCommand } from './command.ts';
import { forwardPorts, PORT_FORWARD_PROTOCOL, TUNNELLED_PROTOCOL } from './port-forward.ts';
import { openSpdyCommand, SPDY_COMMAND_PROTOCOLS } from './spdy-command.ts';
import type { PodRuntime } from './types.ts';
import { COMMAND_PROTOCOLS, openWebSocketCommand } from './websocket-command.ts';
import { forwardListedPorts, PORTS_PROTOCOL } from './websocket-ports.ts';

/** Older kubectls (1.32, say) drop what comes before they have made their streams; a real command never comes as soon. */
const CLIENT_STREAMS_MS = 50;

export const CONNECTED = ['attach', 'exec', 'portforward'];

/** A connection that the client wants to speak another protocol on. */
export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

/**
 * Answers …/pods/NAME/exec, attach and portforward over WebSockets or SPDY.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/
 * @throws ApiError where nothing has been sent yet
 */
export async function connectPod(
  cluster: Cluster,
  runtime: PodRuntime | undefined,
  { resource, namespace = '', name = '', subresource }: ResourcePath,
  query: URLSearchParams,
  upgrade: Upgrade,
): Promise<void> {
  const { method } = upgrade.request;
  if (method !== 'GET' && method !== 'POST') throw methodNotAllowed();
  const pod = requireStored(cluster, { resource, namespace, name });
  if (!runtime) throw new ApiError(501, 'NotImplemented', 'no pods run here');
  if (getString(pod.object, 'status', 'podIP') === '') throw badRequest(`pod ${name} does not have a host assigned`);
  if (subresource === 'portforward') return connectPorts(runtime, { namespace, pod: name }, query, upgrade);
  const target = { namespace, pod: name, container: chooseContainer(pod, query.get('container')) };
  const command = subresource === 'exec' ? query.getAll('command') : undefined;
  if (command?.length === 0) throw badRequest('you must specify at least one command for the container');
  const request = { target, command, stdout: readFlag(query, 'stdout'), stderr: readFlag(query, 'stderr') };
  await runCommand(runtime, request, await openCommand(request, readFlag(query, 'stdin'), upgrade));
}

function chooseContainer({ object }: Stored, wanted: string | null): string {
  const names = listObjects(getPath(object, 'spec', 'containers')).map((one) => String(one.name));
  const { name } = object.metadata;
  if (wanted) {
    if (names.includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  if (names.length === 1) return names[0] ?? '';
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`);
}

async function openCommand(request: CommandRequest, stdin: boolean, upgrade: Upgrade): Promise<RemoteCommand> {
  if (isWebSocket(upgrade)) {
    const command = openWebSocketCommand(await acceptWebSocket(upgrade, COMMAND_PROTOCOLS));
    await sleep(CLIENT_STREAMS_MS);
    return command;
  }
  acceptSpdy(upgrade, SPDY_COMMAND_PROTOCOLS);
  const wanted = Object.entries({ stdin, stdout: request.stdout, stderr: request.stderr });
  return openSpdyCommand(
    upgrade.socket,
    wanted.flatMap(([type, isWanted]) => (isWanted ? [type] : [])),
  );
}

async function connectPorts(
  runtime: PodRuntime,
  pod: { namespace: string; pod: string },
  query: URLSearchParams,
  upgrade: Upgrade,
): Promise<void> {
  if (!isWebSocket(upgrade)) {
    acceptSpdy(upgrade, [PORT_FORWARD_PROTOCOL]);
    return forwardPorts(runtime, pod, upgrade.socket);
  }
  const socket = await acceptWebSocket(upgrade, [TUNNELLED_PROTOCOL, PORTS_PROTOCOL]);
  if (socket.protocol === TUNNELLED_PROTOCOL) return forwardPorts(runtime, pod, createWebSocketStream(socket));
  const ports = query
    .getAll('ports')
    .flatMap((list) => list.split(','))
    .map(Number);
  forwardListedPorts(runtime, pod, ports, socket);
}

function isWebSocket({ request }: Upgrade): boolean {
  return String(request.headers.upgrade).toLowerCase() === 'websocket';
}

/** @throws ApiError 403 for protocols that are not spoken */
function acceptWebSocket({ request, socket, head }: Upgrade, known: readonly string[]) {
  const protocol = chooseProtocol(readList(request.headers['sec-websocket-protocol']), known);
  const server = new WebSocketServer({ noServer: true, handleProtocols: () => protocol });
  return new Promise<WebSocket>((resolve) => {
    server.handleUpgrade(request, socket, head, (accepted) => {
      accepted.binaryType = 'nodebuffer';
      resolve(accepted);
    });
  });
}

function acceptSpdy({ request, socket, head }: Upgrade, known: readonly string[]): void {
  if (String(request.headers.upgrade).toLowerCase() !== 'spdy/3.1') throw badRequest('Upgrade request required');
  const protocol = chooseProtocol(readList(request.headers['x-stream-protocol-version']), known);
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: SPDY/3.1'];
  socket.write(`${[...lines, `X-Stream-Protocol-Version: ${protocol}`].join('\r\n')}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
}

function readList(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .map((value) => value.trim());
}

/** The first of the client's that is spoken here. */
function chooseProtocol(offered: readonly string[], known: readonly string[]): string {
  const found = offered.find((protocol) => known.includes(protocol));
  if (found) return found;
  const names = (list: readonly string[]) => list.map((one) => JSON.stringify(one)).join(', ');
  const message = `unable to upgrade: client supports [${names(offered)}], server accepts [${names(known)}]`;
  throw new ApiError(403, 'Forbidden', message);
}
