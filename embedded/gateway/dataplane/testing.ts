import http, { type IncomingHttpHeaders, type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import tls from 'node:tls';
import type { Network } from '../../network/types.ts';

/** A network where every address is 127.0.0.1 and every port another one. */
export function createFakeNetwork(): Network & { closeAll(): Promise<void> } {
  const places = new Map<string, number>();
  const servers: Server[] = [];
  let allocated = 0;
  return {
    allocate: () => `10.0.1.${++allocated}`,
    claim: () => false,
    release: () => {},
    owns: () => false,
    listen(server, address, port) {
      servers.push(server);
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          places.set(`${address}:${port}`, (server.address() as AddressInfo).port);
          resolve();
        });
      });
    },
    bind: (socket, address, port) =>
      new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.bind(0, '127.0.0.1', () => {
          places.set(`udp:${address}:${port}`, socket.address().port);
          resolve();
        });
      }),
    handOver: () => false,
    dial: (address, port, protocol) => {
      const place = places.get(protocol === 'udp' ? `udp:${address}:${port}` : `${address}:${port}`);
      return { host: '127.0.0.1', port: place ?? 1 };
    },
    redirectOutbound: () => {},
    dialFrom(_pod, address, port) {
      return this.dial(address, port);
    },
    async closeAll() {
      const open = servers.filter((server) => server.listening);
      await Promise.all(open.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** Starts a backend at a cluster address. */
export async function startBackend(network: Network, address: string, handle: RequestListener): Promise<http.Server> {
  const server = http.createServer(handle);
  await network.listen(server, address, 3000);
  return server;
}

/** Answers with what was received, as JSON. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, rawHeaders } = request;
    const body = Buffer.concat(chunks).toString();
    response.setHeader('X-Backend', 'yes');
    response.end(JSON.stringify({ method, url, rawHeaders, body }));
  });
};

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
}

export interface Sent extends http.RequestOptions {
  body?: string;
  /** Server name; makes it a TLS connection. Empty for none. */
  serverName?: string;
}

/** Sends one request over a connection of its own, or over the agent's. */
export function sendRequest(
  place: { host: string; port: number },
  { body, serverName, ...options }: Sent,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const all = { agent: false, ...place, ...options } as const;
    const request =
      serverName !== undefined
        ? https.request({ ...all, servername: serverName, rejectUnauthorized: false })
        : http.request(all);
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers, rawHeaders } = response;
        resolve({ status, headers, rawHeaders, body: Buffer.concat(chunks).toString() });
      });
    });
    request.end(body);
  });
}

/** Subject of the certificate that is presented for a server name; without one for an empty name. */
export function peekSubject(place: { host: string; port: number }, servername: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ ...place, servername, rejectUnauthorized: false });
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.subject);
      socket.destroy();
    });
  });
}
